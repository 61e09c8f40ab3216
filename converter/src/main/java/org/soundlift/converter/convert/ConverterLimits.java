package org.soundlift.converter.convert;

import java.time.Duration;

/**
 * The limits of one conversion.
 *
 * @param maxDuration of the audio
 * @param timeout for the conversion, on the clock
 */
public record ConverterLimits(Duration maxDuration, Duration timeout) {
    private static final int LARGEST_MP3_BYTES_PER_SECOND = 320_000 / 8;

    /** Returns the size of the largest MP3 of the longest sound, bytes. */
    long largestMp3() {
        return (maxDuration.toSeconds() + 2) * LARGEST_MP3_BYTES_PER_SECOND;
    }
}
