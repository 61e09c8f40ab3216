package org.soundlift.converter.ffmpeg;

import java.util.OptionalLong;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * The end of an FFmpeg process. An exit status of 0 proves nothing: its output has to be measured.
 *
 * @param exitStatus 128 + n if signal n ended it
 * @param messages the last of its standard error: for the log and for telling defects apart
 * @param frames that were decoded, if it says so
 * @param hasChanged whether the sound changed its sample rate or its channels on the way
 */
public record FfmpegResult(int exitStatus, String messages, OptionalLong frames, boolean hasChanged) {
    private static final int SHOWN_CHARACTERS = 2_000;

    /** The end of an FFmpeg that did not run. */
    public static FfmpegResult ofNone(String reason) {
        return new FfmpegResult(0, reason, OptionalLong.empty(), false);
    }

    /** Returns the input that {@link Describing} has described. */
    public InputDescription description() {
        return InputDescription.of(messages);
    }

    /** Why nothing, or too little, came out, as far as the messages tell. */
    public ConversionException failure() {
        FailureCode code = FailureCode.MALFORMED_MEDIA;
        if (messages.contains("Cannot allocate memory")) {
            code = FailureCode.RESOURCE_LIMIT_EXCEEDED;
        } else if (messages.contains("matches no streams")) {
            code = FailureCode.NO_AUDIO_TRACK;
        } else if (messages.contains("rror while opening decoder") || messages.contains("ecoder not found")) {
            code = FailureCode.UNSUPPORTED_AUDIO;
        } else if (endedEarly()) {
            code = FailureCode.TRUNCATED_MEDIA;
        }
        return new ConversionException(code, toString());
    }

    /** Returns true if the demuxer met the end of the file where more should have come. */
    public boolean endedEarly() {
        return messages.contains("File ended prematurely") || messages.contains("partial file");
    }

    @Override
    public String toString() {
        int from = Math.max(0, messages.length() - SHOWN_CHARACTERS);
        return "FFmpeg ended with status " + exitStatus + ": "
                + messages.substring(from).strip();
    }
}
