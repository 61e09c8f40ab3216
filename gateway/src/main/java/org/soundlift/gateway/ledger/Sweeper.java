package org.soundlift.gateway.ledger;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;

/**
 * Removes media at the end of their time, and media that belong to no job because a process died at the wrong moment.
 */
public final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    /** The time for which an expired job is still known, so that its owner is told so. */
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Ledger ledger;
    private final MediaStore store;
    private final Clock clock;
    private final Duration retention;
    private final Duration grace;
    private final Arriving arriving;
    private Set<MediaId> suspects = Set.of();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("sweeper").factory());

    /**
     * A sweeper that is not yet at work.
     *
     * @param retention how long media are kept after their job has ended
     * @param grace how old media without a job must be: longer than a gateway takes from storing to writing the job
     * @param arriving the uploads that are no jobs yet
     */
    public Sweeper(
            Ledger ledger, MediaStore store, Clock clock, Duration retention, Duration grace, Arriving arriving) {
        this.ledger = ledger;
        this.store = store;
        this.clock = clock;
        this.retention = retention;
        this.grace = grace;
        this.arriving = arriving;
    }

    /** Uploads that arrive in pieces. */
    public interface Arriving {
        /** Forgets those of which no more came, with all that is here of them. */
        void forgetOld(MediaStore store);

        /** Returns whether more may come of media. */
        boolean isAwaited(MediaId media);
    }

    /** Sweeps now and again as often as the grace passes. */
    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::sweepAndLog, 0, grace.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void sweepAndLog() {
        try {
            sweep();
        } catch (IOException | RuntimeException e) {
            if (timer.isShutdown()) {
                return;
            }
            LOG.warn("Could not sweep, trying again in {}", grace, e);
        }
    }

    /** Sweeps once. */
    public void sweep() throws IOException {
        ledger.forgetOldKeys();
        for (Job job : ledger.jobs().endedBefore(clock.instant().minus(retention), false)) {
            if (ledger.expire(job.id())) { // Not if its owner has just begun a new attempt.
                delete(job, ledger.jobs(), store);
            }
        }
        for (Job job :
                ledger.jobs().endedBefore(clock.instant().minus(retention).minus(REMEMBERED), true)) {
            ledger.delete(job.id());
        }
        sweepOrphans();
        arriving.forgetOld(store);
        store.removeUnfinished(clock.instant().minus(grace), arriving::isAwaited);
    }

    /**
     * Removes only what was orphaned the last time too: stores give the time at which the writing of large media
     * began, so a video may look old although its job is just being written.
     */
    private void sweepOrphans() throws IOException {
        Set<MediaId> orphans = new HashSet<>();
        for (MediaId.Kind kind : MediaId.Kind.values()) {
            for (MediaId media : store.list(kind, clock.instant().minus(grace))) {
                if (isOrphan(media)) {
                    orphans.add(media);
                }
            }
        }
        for (MediaId media : orphans) {
            if (suspects.contains(media) && isOrphan(media)) {
                LOG.info("Removing {} {}, which belongs to no job", media.kind(), media);
                store.delete(media);
            }
        }
        suspects = orphans;
    }

    /**
     * Deletes what is kept of a job that has expired or was deleted. A video that a rendition needs stays until that has ended; then
     * it is an orphan.
     */
    public static void delete(Job job, Jobs jobs, MediaStore store) throws IOException {
        store.delete(job.id().mp3());
        store.delete(job.id().labels());
        if (!jobs.isVideoNeeded(job.videoJob())) {
            store.delete(job.videoJob().video());
        }
    }

    private boolean isOrphan(MediaId media) {
        JobId job = new JobId(media.value());
        return media.kind() == MediaId.Kind.VIDEOS
                ? !ledger.jobs().isVideoNeeded(job) && !arriving.isAwaited(media)
                : ledger.jobs().find(job).isEmpty();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
