package org.soundlift.core.media;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The facts about a finished result.
 *
 * @param bytes its size, tags included
 * @param duration its playing time after gapless trimming
 * @param bitrate average of the sound, bit/s
 * @param sampleRate Hz
 * @param channels 1 or 2 of what was encoded; as many as there were of what was not
 * @param encoder the maker of its frames or samples
 * @param decoder the program that decoded the sound, with its version, where that was not the usual FFmpeg; at most
 *     64 characters
 * @param sha256 of all bytes, 64 lower-case hexadecimal digits
 * @param warnings of what its owner should know; at most a few
 * @param facts of what was done with the sound
 */
public record ResultSummary(
        long bytes,
        Duration duration,
        int bitrate,
        int sampleRate,
        int channels,
        ResultEncoder encoder,
        Optional<String> decoder,
        String sha256,
        List<Warning> warnings,
        SoundFacts facts) {
    private static final int LONGEST_DECODER = 64;
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public ResultSummary {
        if (bytes <= 0 || duration.isNegative() || bitrate < 0 || sampleRate <= 0 || channels < 1) {
            throw new IllegalArgumentException("no sound: " + bytes + " bytes, " + duration);
        }
        decoder = decoder.map(d -> d.substring(0, Math.min(d.length(), LONGEST_DECODER)));
        warnings = List.copyOf(warnings);
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256: " + sha256);
        }
    }

    /** The same with other warnings. */
    public ResultSummary withWarnings(List<Warning> other) {
        return new ResultSummary(
                bytes, duration, bitrate, sampleRate, channels, encoder, decoder, sha256, other, facts);
    }
}
