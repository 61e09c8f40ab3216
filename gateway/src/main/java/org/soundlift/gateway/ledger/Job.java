package org.soundlift.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.trace.CurrentTrace;
import org.soundlift.core.trace.TraceContext;

/** A job in the ledger. */
public record Job(JobId id, Owner owner, Video video, Order order, State state, Times times) {

    /**
     * The video.
     *
     * @param filename as its owner has named it
     * @param duration of its sound, where that is known
     * @param source the job that came with it; empty: this one
     * @param original the file that it is a part of, where its owner tells
     * @param fetch where it is still to be fetched
     */
    public record Video(
            String filename,
            long bytes,
            Optional<Duration> duration,
            Optional<JobId> source,
            Optional<Original> original,
            Optional<Fetch> fetch) {
        /** A video that came with its job. */
        public Video(String filename, long bytes, Optional<Original> original) {
            this(filename, bytes, Optional.empty(), Optional.empty(), original, Optional.empty());
        }

        /** A video that is still to be fetched. */
        public Video(String filename, WebUrl url) {
            this(filename, 0, Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(new Fetch(url, 0, 0)));
        }

        /** The same video for another job. */
        public Video of(JobId job) {
            return new Video(filename, bytes, duration, Optional.of(job), original, fetch);
        }
    }

    /**
     * A video that is not here yet.
     *
     * @param url names its place
     * @param bytes that are here
     * @param tries how often fetching was begun
     */
    public record Fetch(WebUrl url, long bytes, int tries) {}

    /**
     * The file whose sound alone was uploaded, as its owner describes it: nothing depends on it.
     *
     * @param bytes its size
     * @param seconds how long it plays
     * @param start where in it the sound begins, in seconds
     */
    public record Original(long bytes, Optional<Double> seconds, Optional<Double> start) {}

    /**
     * The wish of the owner.
     *
     * @param callback receives a webhook when the job has ended
     * @param trace of the request that has ordered it
     */
    public record Order(AudioOptions options, Optional<CallbackUrl> callback, Optional<TraceContext> trace) {
        /** An order of the request that this thread works for. */
        public Order(AudioOptions options, Optional<CallbackUrl> callback) {
            this(options, callback, CurrentTrace.get());
        }
    }

    /**
     * The part that changes.
     *
     * @param attempt from 1; grows with each retry by the owner
     * @param revision grows with each change of any job
     * @param expired true if video and MP3 are no longer kept
     */
    public record State(
            JobStatus status,
            int attempt,
            long revision,
            boolean expired,
            Optional<ResultSummary> result,
            Optional<Failure> failure) {}

    /** The times of its changes. */
    public record Times(
            Instant createdAt, Instant queuedAt, Optional<Instant> startedAt, Optional<Instant> finishedAt) {}

    static Job accepted(Ledger.NewJob request, Instant now, long revision) {
        return new Job(
                request.id(),
                request.owner(),
                request.video(),
                request.order(),
                new State(JobStatus.QUEUED, 1, revision, false, Optional.empty(), Optional.empty()),
                new Times(now, now, Optional.empty(), Optional.empty()));
    }

    Job at(long revision) {
        State later = new State(status(), attempt(), revision, expired(), result(), failure());
        return new Job(id, owner, video, order, later, times);
    }

    /** Returns the job that came with the video. */
    public JobId videoJob() {
        return video.source().orElse(id);
    }

    public JobStatus status() {
        return state.status();
    }

    public int attempt() {
        return state.attempt();
    }

    public long revision() {
        return state.revision();
    }

    public boolean expired() {
        return state.expired();
    }

    public Optional<ResultSummary> result() {
        return state.result();
    }

    public Optional<Failure> failure() {
        return state.failure();
    }

    /** Returns the order to convert it. */
    public ConversionRequested request() {
        return new ConversionRequested(
                id,
                attempt(),
                videoJob().video(),
                id.mp3(),
                owner.username(),
                video.filename(),
                order.options(),
                times.queuedAt(),
                order.callback(),
                order.trace());
    }
}
