package org.soundlift.core.media;

import java.util.Locale;

/** Who made the frames of an MP3. */
public enum Mp3Encoder {
    /** LAME within the converter. */
    LAME,
    /** FFmpeg, by the LAME within it. */
    FFMPEG,
    /** Nobody anew: they were MP3 in the video already. */
    COPY;

    /** As interfaces, messages and databases tell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Mp3Encoder of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
