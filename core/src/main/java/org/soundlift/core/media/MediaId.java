package org.soundlift.core.media;

import java.util.regex.Pattern;

/** Names one stored video or MP3. Never made from anything that a user wrote. */
public record MediaId(Kind kind, String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    /** Videos and MP3s are kept apart: folders, databases or prefixes. */
    public enum Kind {
        VIDEOS,
        MP3S
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
