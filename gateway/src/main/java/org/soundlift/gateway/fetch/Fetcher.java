package org.soundlift.gateway.fetch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.service.Doorbell;
import org.soundlift.gateway.ledger.Fetches;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.LedgerListener;
import org.soundlift.gateway.upload.UploadQuota;
import org.soundlift.http.outgoing.PublicAddresses;
import org.soundlift.http.outgoing.PublicHttp;
import org.soundlift.http.trace.RequestTrace;

/** Fetches the videos of jobs that name a URL, some at a time, and no more of one owner than leave room for others. */
public final class Fetcher implements LedgerListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Fetcher.class);
    private static final int SLOTS = 6;
    private static final int SLOTS_OF_OWNER = 3;
    private static final int READING_TABLES = 1;

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Means means;
    private final Set<Job> running = ConcurrentHashMap.newKeySet();
    private boolean isAway;
    private final Doorbell doorbell = new Doorbell();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread = Thread.ofVirtual().name("fetcher").unstarted(this::run);

    /**
     * A fetcher that is not yet at work.
     *
     * @param addresses that may be reached
     */
    public Fetcher(Fetches fetches, MediaStore store, UploadQuota quota, Ends ends, PublicAddresses addresses) {
        this.means = new Means(
                fetches,
                store,
                quota,
                PublicHttp.client(addresses, SILENCE, SLOTS * (Prefetch.AHEAD + 1))
                        .setUserAgent("Soundlift")
                        .build(),
                ends,
                new Semaphore(READING_TABLES));
    }

    /** Ends the jobs that wait to be fetched, where nothing is fetched any more. */
    public static void refuseAll(Fetches fetches, Ends ends) {
        Failure failure = new Failure(FailureCode.URL_UNREACHABLE, "This service fetches no videos any more.");
        Instant now = Instant.now();
        try {
            for (Job job : fetches.waiting(Integer.MAX_VALUE)) {
                ends.announce(new ConversionFinished.Failed(job.request(), now, now, Optional.empty(), failure));
            }
        } catch (QueueUnavailableException e) {
            LOG.warn("Jobs whose videos are not fetched any more wait until the next start: {}", e.getMessage());
        }
    }

    public void start() {
        thread.start();
    }

    @Override
    public void changed(Job job, Change change) {
        if (change == Change.ACCEPTED || change == Change.RETRIED) {
            doorbell.ring();
        }
    }

    private void run() {
        try {
            while (true) {
                begin();
                doorbell.await(POLL);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin() {
        try {
            List<Job> waiting = running.size() < SLOTS ? means.fetches().waiting(SLOTS) : List.of();
            for (Job job : waiting) {
                if (hasRoomFor(job)) {
                    running.add(job);
                    var _ = threads.submit(() -> fetch(job));
                }
            }
            isAway = false;
        } catch (RuntimeException e) {
            if (!isAway) { // Once for each time that the database is away.
                LOG.warn("Videos wait to be fetched: {}", e.getMessage());
            }
            isAway = true;
        }
    }

    private boolean hasRoomFor(Job job) {
        Set<JobId> ids = new HashSet<>();
        running.forEach(other -> ids.add(other.id()));
        String owner = job.owner().quotaName();
        long ofOwner = running.stream()
                .filter(other -> other.owner().quotaName().equals(owner))
                .count();
        return ids.size() < SLOTS && ofOwner < SLOTS_OF_OWNER && !ids.contains(job.id());
    }

    private void fetch(Job job) {
        boolean hasEnded = false;
        job.order().trace().ifPresent(RequestTrace::enter);
        try {
            hasEnded = new Fetching(job, means).run();
        } finally {
            RequestTrace.leave();
            running.remove(job);
            if (hasEnded) { // Another is looked for at once.
                doorbell.ring();
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        threads.shutdownNow();
        threads.close();
        try {
            means.http().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
