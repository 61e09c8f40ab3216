package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.service.Backoff;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.http.ProblemException;

/** Fetches the video of one job. */
record Fetching(Job job, Means means) {
    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** The most beginnings of a fetch that fails on our side, or ends the process. */
    private static final int MOST_BEGINNINGS = 10;

    private static final Duration PAUSE_OF_BEGINNINGS = Duration.ofSeconds(15);

    /** Fetches it, or announces why it can't be had. Returns whether it came to an end. */
    boolean run() {
        try (Claim claim = new Claim(means.fetches(), job)) {
            return claim.take() && run(claim);
        } catch (RuntimeException e) { // The database is away.
            LOG.warn("Job {}: its video is fetched later: {}", job.id(), e.getMessage());
            LOG.debug("Job {}", job.id(), e);
            return false;
        }
    }

    private boolean run(Claim claim) {
        try {
            end(claim, begun() >= MOST_BEGINNINGS ? failed(FailureCode.INTERNAL_ERROR) : fetchUnlessEnded(claim));
            return true;
        } catch (InterruptedException canceled) {
            claim.release(Duration.ZERO);
            return true;
        } catch (IOException | QueueUnavailableException | RuntimeException e) {
            LOG.warn("Job {}: its video can't be fetched now, and is fetched later", job.id(), e);
            claim.release(PAUSE_OF_BEGINNINGS.multipliedBy(begun() + 1L));
            return false;
        }
    }

    private int begun() {
        return job.video().fetch().orElseThrow().tries();
    }

    private WebUrl url() {
        return job.video().fetch().orElseThrow().url();
    }

    private sealed interface End {}

    private record Here(Job.Video video) implements End {}

    private record Unavailable(Failure failure) implements End {}

    private static End failed(FailureCode code) {
        return new Unavailable(Failure.of(code));
    }

    private void end(Claim claim, End end) throws QueueUnavailableException {
        switch (end) {
            case Here(Job.Video video) -> {
                if (claim.arrived(video)) {
                    LOG.info("Job {}: fetched {} bytes from {}", job.id(), video.bytes(), url().site());
                }
            }
            case Unavailable(Failure failure) -> {
                LOG.info("Job {}: {} {}", job.id(), failure.code(), failure.detail());
                claim.stop();
                Instant now = Instant.now();
                means.ends()
                        .announce(new ConversionFinished.Failed(job.request(), now, now, Optional.empty(), failure));
            }
        }
    }

    /** @throws InterruptedException if the job was canceled, or the right to fetch it lost */
    private End fetchUnlessEnded(Claim claim) throws IOException, InterruptedException {
        try {
            return fetch(claim);
        } catch (IOException | InterruptedException e) { // An interrupted write fails as any that fails.
            boolean isInterrupted = e instanceof InterruptedException || Thread.interrupted();
            if (isInterrupted && claim.isTooSlow()) {
                return new Unavailable(
                        new Failure(FailureCode.URL_UNREACHABLE, url().site() + " sends the video too slowly."));
            }
            if (isInterrupted) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    /** @throws IOException if the store is away */
    private End fetch(Claim claim) throws IOException, InterruptedException {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        int changes = 0;
        for (int tries = 1; ; tries++) {
            try (RemoteVideo video = RemoteVideo.open(means.http(), url(), claim.received(), changes < 2)) {
                return new Here(new FetchedVideo(job, video, claim, means).fetch());
            } catch (SourceException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.debug("Job {}: try {} to fetch its video", job.id(), tries, e);
                if (tries == TRIES) {
                    return new Unavailable(new Failure(FailureCode.URL_UNREACHABLE, String.valueOf(e.getMessage())));
                }
                changes += e instanceof ChangedException ? 1 : 0;
            } catch (ConversionException e) {
                return new Unavailable(e.failure());
            } catch (ProblemException e) {
                return new Unavailable(e.problem().failure());
            } catch (InsufficientStorageException e) {
                return failed(FailureCode.INSUFFICIENT_STORAGE);
            }
            Thread.sleep(backoff.failed()); // Before the next try.
        }
    }
}
