package org.soundlift.notification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.ResultEncoder;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.options.AudioOptions;

/** Ends of jobs, for tests. */
public final class Ends {
    public static final JobId JOB = new JobId("0123456789abcdef0123456789abcdef");
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private Ends() {}

    public static ConversionFinished.Completed completed(String username, String filename) {
        return new ConversionFinished.Completed(
                request(username, filename),
                NOON,
                NOON.plusSeconds(9),
                Optional.empty(),
                new ResultSummary(
                        43_210_000,
                        Duration.ofSeconds(2_161),
                        160_000,
                        44_100,
                        2,
                        ResultEncoder.LAME,
                        Optional.empty(),
                        "ab".repeat(32),
                        List.of(),
                        SoundFacts.NONE));
    }

    public static ConversionFinished.Failed failed(String username, String filename, FailureCode code) {
        return new ConversionFinished.Failed(
                request(username, filename), NOON, NOON.plusSeconds(1), Optional.empty(), Failure.of(code));
    }

    /** The same end of a job with a callback URL. */
    public static ConversionFinished withCallback(ConversionFinished end, CallbackUrl url) {
        ConversionRequested r = end.request();
        ConversionRequested request = new ConversionRequested(
                r.jobId(),
                r.attempt(),
                r.video(),
                r.mp3(),
                r.username(),
                r.filename(),
                r.options(),
                r.requestedAt(),
                Optional.of(url),
                r.trace());
        return switch (end) {
            case ConversionFinished.Completed c ->
                new ConversionFinished.Completed(
                        request, c.startedAt(), c.finishedAt(), c.sourceDuration(), c.result());
            case ConversionFinished.Failed f ->
                new ConversionFinished.Failed(request, f.startedAt(), f.finishedAt(), f.sourceDuration(), f.failure());
        };
    }

    private static ConversionRequested request(String username, String filename) {
        return new ConversionRequested(
                JOB,
                2,
                JOB.video(),
                JOB.mp3(),
                username,
                filename,
                AudioOptions.DEFAULT,
                NOON,
                Optional.empty(),
                Optional.empty());
    }
}
