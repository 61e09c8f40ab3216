package org.soundlift.converter.result;

import java.time.Duration;
import org.soundlift.converter.mp3.Mp3Stream;
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
    /** The sound of an MP3. */
    public static MeasuredAudio of(Mp3Stream mp3) {
        return new MeasuredAudio(
                new Content.Mp3Frames(), mp3.duration(), mp3.bitrate(), mp3.sampleRate(), mp3.channels(), encoder(mp3));
    }

    /** Returns the encoder that the tag names: copied frames keep the name of theirs. */
    private static ResultEncoder encoder(Mp3Stream mp3) {
        return mp3.encoder().startsWith("LAME")
                ? ResultEncoder.LAME
                : mp3.encoder().startsWith("Lav") ? ResultEncoder.FFMPEG : ResultEncoder.COPY;
    }

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
