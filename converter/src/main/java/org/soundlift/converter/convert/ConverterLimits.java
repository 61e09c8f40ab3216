package org.soundlift.converter.convert;

import java.time.Duration;
import java.util.Optional;

/**
 * The limits of one conversion.
 *
 * @param maxDuration of the audio
 * @param timeout for the conversion, on the clock
 */
public record ConverterLimits(Duration maxDuration, Duration timeout) {
    private static final Duration ANY = Duration.ofDays(365);
    private static final int LARGEST_MP3_BYTES_PER_SECOND = 320_000 / 8;

    /**
     * The limits of a person who converts what is theirs: memory and disk.
     *
     * @param maxDuration of the audio; empty: any
     */
    public static ConverterLimits ofOwnMachine(Optional<Duration> maxDuration) {
        return new ConverterLimits(maxDuration.orElse(ANY), ANY);
    }

    /** Returns the size of the largest MP3 of the longest sound, bytes. */
    long largestMp3() {
        return (maxDuration.toSeconds() + 2) * LARGEST_MP3_BYTES_PER_SECOND;
    }
}
