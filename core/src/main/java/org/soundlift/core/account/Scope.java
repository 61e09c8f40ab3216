package org.soundlift.core.account;

import java.util.Arrays;
import java.util.Optional;

/** The rights of a credential (RFC 6749 §3.3). */
public enum Scope {
    /** See jobs, follow them, and download what came out. */
    JOBS_READ("jobs:read"),
    /** Make, cancel, retry and delete jobs. */
    JOBS_WRITE("jobs:write"),
    /** Change the account itself: its password and its API keys. Only a login with a password has it. */
    ACCOUNT("account");

    private final String wireName;

    Scope(String wireName) {
        this.wireName = wireName;
    }

    /** As it stands in tokens and answers. */
    public String wireName() {
        return wireName;
    }

    /** The scope of that name, or empty if there is none. */
    public static Optional<Scope> fromWireName(String name) {
        return Arrays.stream(values())
                .filter(scope -> scope.wireName.equals(name))
                .findFirst();
    }
}
