package org.soundlift.converter.ffmpeg;

import java.io.IOException;

/** FFmpeg took longer than allowed, or stood still. */
public final class FfmpegTimeoutException extends IOException {
    private static final long serialVersionUID = 1;

    FfmpegTimeoutException(String messages) {
        super("FFmpeg was ended because it took too long: " + messages);
    }
}
