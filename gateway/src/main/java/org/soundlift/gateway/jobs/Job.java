package org.soundlift.gateway.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.Mp3Summary;

/**
 * A job as the ledger knows it.
 *
 * @param attempt grows with each retry by the owner
 * @param revision grows with each change of any job
 * @param callback where a webhook goes when it has ended
 * @param expired whether video and MP3 are no longer kept
 */
public record Job(
        JobId id,
        Owner owner,
        JobStatus status,
        int attempt,
        long revision,
        Source source,
        AudioOptions options,
        Optional<CallbackUrl> callback,
        Times times,
        boolean expired,
        Optional<Mp3Summary> result,
        Optional<Failure> failure) {

    /** The video: its name as its owner sent it, and what is known of it. */
    public record Source(String filename, long bytes, Optional<Duration> duration) {}

    /** When things happened. */
    public record Times(
            Instant createdAt, Instant queuedAt, Optional<Instant> startedAt, Optional<Instant> finishedAt) {}

    static Job accepted(
            JobId id,
            Owner owner,
            Source source,
            AudioOptions options,
            Optional<CallbackUrl> callback,
            Instant now,
            long revision) {
        return new Job(
                id,
                owner,
                JobStatus.QUEUED,
                1,
                revision,
                source,
                options,
                callback,
                new Times(now, now, Optional.empty(), Optional.empty()),
                false,
                Optional.empty(),
                Optional.empty());
    }

    public MediaId video() {
        return MediaId.videoOf(id);
    }

    public MediaId mp3() {
        return MediaId.mp3Of(id);
    }

    ConversionRequested request() {
        return new ConversionRequested(
                id, attempt, video(), mp3(), owner.username(), source.filename(), options, times.queuedAt(), callback);
    }
}
