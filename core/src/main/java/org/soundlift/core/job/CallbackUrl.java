package org.soundlift.core.job;

import java.util.Optional;
import java.util.regex.Pattern;

/** The URL of a program of the owner, for a webhook when a job has ended. It has not been resolved yet. */
public record CallbackUrl(String value) {
    private static final int LONGEST = 2_048;
    private static final String HOST = "([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])";
    /** The characters of a path and a query (RFC 3986 §3.3, §3.4). Possessive: long ones would overflow the stack. */
    private static final String PATH = "([A-Za-z0-9._~!$&'()*+,;=:@/?-]++|%[0-9A-Fa-f]{2})*+";
    /** No user in it, which would be a password in our tables; no fragment, which is never sent (RFC 9110 §7.1). */
    private static final Pattern FORM = Pattern.compile("https?://" + HOST + "(:[0-9]{1,5})?([/?]" + PATH + ")?");

    /** @throws IllegalArgumentException if it is no absolute http or https URL without user and fragment */
    public CallbackUrl {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a callback URL");
        }
    }

    /** Empty if it is none. */
    public static Optional<CallbackUrl> parse(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches()
                ? Optional.of(new CallbackUrl(text))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
