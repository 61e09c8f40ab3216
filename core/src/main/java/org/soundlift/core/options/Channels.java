package org.soundlift.core.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The channels of the result. */
public enum Channels {
    /** One or two, as the source has; more are mixed to two. */
    SOURCE,
    /** One: the mean of left and right. */
    MONO,
    /** Two. */
    STEREO,
    /** The left one alone. */
    LEFT,
    /** The right one alone. */
    RIGHT,
    /** Those that have sound of their own: no silent one, and of two alike only one. */
    AUTO,
    /** As {@link #AUTO}, and the mean of both where both have sound of their own. */
    AUTO_MONO;

    /** Returns the value of the option. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Channels> of(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst();
    }
}
