package org.soundlift.core.media;

import java.util.regex.Pattern;

/** Names one stored video, result, or cover and chapters. Never made from anything that a user wrote. */
public record MediaId(Kind kind, String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /** They are kept apart: folders, databases or prefixes. */
    public enum Kind {
        VIDEOS,
        /** Results: MP3s, unless another kind of file was asked for. */
        MP3S,
        /** Covers and chapters that owners gave beside their videos. */
        LABELS
    }

    public static boolean isValid(String value) {
        return FORM.matcher(value).matches();
    }

    /** @throws IllegalArgumentException if {@code value} is not 32 lower-case hexadecimal digits */
    public MediaId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a media id");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
