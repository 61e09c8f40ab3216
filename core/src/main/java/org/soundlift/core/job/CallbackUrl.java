package org.soundlift.core.job;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where a program of the owner wants to be told, by a webhook, that a job has ended. What it leads to is not known yet. */
public record CallbackUrl(String value) {
    private static final int LONGEST = 2_048;
    /** No user in it, which would be a password in our tables; no fragment, which is never sent (RFC 9110 §7.1). */
    private static final Pattern FORM =
            Pattern.compile("https?://[A-Za-z0-9._-]+(:[0-9]{1,5})?([/?][!-~&&[^#\\\\\"<>^`{|}]]*)?|"
                    + "https?://\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?([/?][!-~&&[^#\\\\\"<>^`{|}]]*)?");

    /** @throws IllegalArgumentException if it is no absolute http or https address without user and fragment */
    public CallbackUrl {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a callback address");
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
