package org.soundlift.core.media;

import java.util.Locale;

/** The origin of the frames or samples of a result. */
public enum ResultEncoder {
    /** LAME, in FFmpegs that the converter starts. */
    LAME,
    /** FFmpeg alone, on one core: MP3s of earlier versions. */
    FFMPEG,
    /** Nothing: they are as they were in the video. */
    COPY,
    /** Nothing: they are uncompressed. */
    PCM;

    /** As interfaces, messages and databases tell it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static ResultEncoder of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
