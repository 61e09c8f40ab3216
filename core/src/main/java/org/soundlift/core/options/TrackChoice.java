package org.soundlift.core.options;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A choice among the audio tracks of a video.
 *
 * @param text {@link #DEFAULT}'s, {@link #ALL}'s, a number from 1, a language (BCP 47, ISO 639) or a name
 */
public record TrackChoice(String text) {
    /** The track that a player plays. */
    public static final TrackChoice DEFAULT = new TrackChoice("default");

    /** Each track. */
    public static final TrackChoice ALL = new TrackChoice("all");

    static final int LONGEST = 200;
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,3}");

    public TrackChoice {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("track " + text);
        }
    }

    public boolean isDefault() {
        return equals(DEFAULT);
    }

    public boolean isAll() {
        return equals(ALL);
    }

    /** Returns the number, from 1, if it is one. */
    public OptionalInt number() {
        return NUMBER.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
