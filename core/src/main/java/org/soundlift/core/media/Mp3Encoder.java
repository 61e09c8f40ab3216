package org.soundlift.core.media;

import java.util.Locale;

/** The origin of an MP3's frames. */
public enum Mp3Encoder {
    /** LAME, in FFmpegs that the converter starts. */
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
