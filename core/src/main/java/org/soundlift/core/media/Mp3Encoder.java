package org.soundlift.core.media;

import java.util.Locale;

/** What made the frames of an MP3. */
public enum Mp3Encoder {
    /** LAME, on all cores. */
    LAME,
    /** FFmpeg alone, on one core: MP3s of earlier versions. */
    FFMPEG,
    /** Nothing: they were MP3 in the video already. */
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
