package org.soundlift.core.account;

import java.util.Locale;

/** What an account is for. */
public enum Role {
    /** Converts videos, and sees the own jobs alone. */
    USER,
    /** A user who may also list everybody's jobs. */
    ADMIN;

    /** As it stands in tokens, tables and answers: lower case. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is no role of that name */
    public static Role fromWireName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
