package org.soundlift.core.account;

import java.util.regex.Pattern;

/** The identity of an account: 128 random bits as 32 lower-case hexadecimal digits. It outlives a change of e-mail. */
public record AccountId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /** @throws IllegalArgumentException if {@code value} is not 32 lower-case hexadecimal digits */
    public AccountId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not an account id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
