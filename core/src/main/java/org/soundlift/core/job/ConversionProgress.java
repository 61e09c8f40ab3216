package org.soundlift.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The progress of an attempt. Lossy: any of these may never arrive.
 *
 * @param fraction of the audio that is converted, 0 to 1
 */
public record ConversionProgress(
        JobId jobId, int attempt, Instant startedAt, double fraction, Optional<Duration> sourceDuration) {
    public ConversionProgress {
        if (!(fraction >= 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction " + fraction);
        }
    }
}
