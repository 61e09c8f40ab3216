package org.soundlift.converter.convert;

import java.time.Duration;
import java.util.Optional;

/** Is told how far a conversion is. Must be quick. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * More is done than before.
     *
     * @param fraction 0 to 1; stays 0 where the length of the source is not known
     * @param sourceDuration how long the source's audio plays, where that is known
     */
    void onProgress(double fraction, Optional<Duration> sourceDuration);
}
