package org.soundlift.core.options;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The format of the result. */
public enum Format {
    /** MPEG-1, MPEG-2 or MPEG-2.5 Audio Layer III. */
    MP3,
    /** The sound as it is in the source, not encoded again, in the container of its codec. */
    ORIGINAL,
    /** Linear PCM of 16 bits. */
    WAV;

    /** Returns the value of the option. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Format> of(String text) {
        return Arrays.stream(values())
                .filter(value -> value.text().equals(text))
                .findFirst();
    }
}
