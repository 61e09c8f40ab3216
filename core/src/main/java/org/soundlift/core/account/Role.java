package org.soundlift.core.account;

import java.util.Locale;

/** The roles of accounts. */
public enum Role {
    /** Converts videos, and sees the own jobs alone. */
    USER,
    /** A user that may also administer the service: the jobs of all owners, accounts, converters. */
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
