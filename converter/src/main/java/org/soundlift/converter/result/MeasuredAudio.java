package org.soundlift.converter.result;

import java.time.Duration;
import org.soundlift.core.media.ResultEncoder;

/**
 * The sound of a result, as it was measured.
 *
 * @param bitrate average, bit/s
 * @param sampleRate Hz
 * @param encoder the maker of its frames or samples
 */
public record MeasuredAudio(
        Content content, Duration duration, int bitrate, int sampleRate, int channels, ResultEncoder encoder) {
    /**
     * Sound of a number of bytes.
     *
     * @param bytes of all of it
     */
    public static MeasuredAudio of(
            Content content, Duration duration, long bytes, int sampleRate, int channels, ResultEncoder encoder) {
        double seconds = duration.toNanos() / 1e9;
        int bitrate = seconds > 0 ? (int) Math.min(Integer.MAX_VALUE, Math.round(bytes * 8 / seconds)) : 0;
        return new MeasuredAudio(content, duration, bitrate, sampleRate, channels, encoder);
    }
}
