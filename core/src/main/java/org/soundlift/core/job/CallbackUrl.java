package org.soundlift.core.job;

import java.util.Optional;

/** The URL of a program of the owner, for a webhook when a job has ended. It has not been resolved yet. */
public record CallbackUrl(String value) {
    private static final int LONGEST = 2_048;

    /** @throws IllegalArgumentException if it is no absolute http or https URL without user and fragment */
    public CallbackUrl {
        if (value.length() > LONGEST || WebUrl.parse(value).isEmpty()) {
            throw new IllegalArgumentException("not a callback URL");
        }
    }

    /** Empty if it is none. */
    public static Optional<CallbackUrl> parse(String text) {
        return text.length() <= LONGEST
                ? WebUrl.parse(text).map(url -> new CallbackUrl(url.value()))
                : Optional.empty();
    }

    /** Returns scheme, host and port. */
    public String site() {
        return new WebUrl(value).site();
    }

    @Override
    public String toString() {
        return value;
    }
}
