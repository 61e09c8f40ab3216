package org.soundlift.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.soundlift.core.media.ResultSummary;

/** The end of an attempt. */
public sealed interface ConversionFinished {
    ConversionRequested request();

    Instant startedAt();

    Instant finishedAt();

    /** Returns the duration of the source's audio, where that is known. */
    Optional<Duration> sourceDuration();

    /** The MP3 is stored under the id that the request chose. */
    record Completed(
            ConversionRequested request,
            Instant startedAt,
            Instant finishedAt,
            Optional<Duration> sourceDuration,
            ResultSummary result)
            implements ConversionFinished {}

    /** There is no MP3 and there will be none. */
    record Failed(
            ConversionRequested request,
            Instant startedAt,
            Instant finishedAt,
            Optional<Duration> sourceDuration,
            Failure failure)
            implements ConversionFinished {}
}
