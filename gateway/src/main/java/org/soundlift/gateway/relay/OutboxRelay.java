package org.soundlift.gateway.relay;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.Backoff;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Doorbell;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.LedgerListener;
import org.soundlift.gateway.ledger.Outbox;

/**
 * Moves accepted jobs from the outbox to queue {@code video}, so that owners are served in turn. A row goes when the queue has
 * confirmed, so that jobs are accepted, and none is lost, while the queue is down. Of several gateways one at a time does
 * it, for the order's sake.
 *
 * <p>The queue is kept short, for it delivers in order of arrival: what waits, waits in the outbox, where the order can still change.
 */
public final class OutboxRelay implements LedgerListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** For each slot of a converter, so that none has to wait for this. */
    private static final int AHEAD_OF_SLOT = 2;

    private static final int LEAST_AHEAD = 4;
    /** So that a scaler has something to see. */
    private static final int AHEAD_OF_NOBODY = 16;

    private final Jdbi jdbi;
    private final Jobs jobs;
    private final WorkQueue<ConversionRequested> video;
    private final Lease lease;
    private final LostOrders lost;
    private final KnownConverters converters;
    private final Turns turns = new Turns();
    private volatile boolean stuck;
    private final Doorbell doorbell = new Doorbell();
    private final Thread thread = Thread.ofVirtual().name("outbox-relay").unstarted(this::run);

    public OutboxRelay(
            Jdbi jdbi, Jobs jobs, WorkQueue<ConversionRequested> video, KnownConverters converters, Clock clock) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.video = video;
        this.converters = converters;
        this.lease = new Lease(jdbi, clock, "outbox");
        this.lost = new LostOrders(jdbi, video, converters, clock);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void changed(Job job, Change change) {
        if (job.video().fetch().isEmpty()) { // One that has begun leaves its place in the queue.
            doorbell.ring();
        }
    }

    private void run() {
        Backoff backoff = new Backoff(POLL, LONGEST_PAUSE);
        Duration pause = POLL;
        try {
            while (true) {
                doorbell.await(pause);
                orderWhatIsLost();
                if (publishAll()) {
                    backoff.succeeded();
                    pause = POLL;
                } else {
                    pause = backoff.failed();
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void orderWhatIsLost() {
        try {
            if (lost.isDue() && lease.isHeld()) {
                lost.look();
            }
        } catch (QueueUnavailableException | RuntimeException | Error e) {
            LOG.debug("Lost orders are looked for later", e);
        }
    }

    private boolean publishAll() {
        try {
            while (!isOutboxEmpty() && lease.isHeld() && hasRoom()) {
                publishNext();
            }
            if (stuck) {
                LOG.info("The queue takes jobs again");
            }
            stuck = false;
            return true;
        } catch (QueueUnavailableException | RuntimeException | Error e) {
            if (!stuck) { // Once for each time that the queue is away.
                LOG.warn("Accepted jobs wait in the outbox: the queue does not take them ({})", e.getMessage());
            }
            LOG.debug("The outbox", e);
            stuck = true;
            return false;
        }
    }

    private boolean hasRoom() throws QueueUnavailableException {
        int known = converters.slots();
        int ahead = known == 0 ? AHEAD_OF_NOBODY : Math.max(LEAST_AHEAD, known * AHEAD_OF_SLOT);
        return video.ready() < ahead;
    }

    /** Reads what it publishes under the lease: a row read before may have been published by another since. */
    private void publishNext() throws QueueUnavailableException {
        Optional<Outbox.Row> row = jdbi.withHandle(turns::next);
        if (row.isPresent() && publish(row.get())) {
            turns.served(row.get());
        }
    }

    private boolean isOutboxEmpty() {
        return jdbi.withHandle(Outbox::isEmpty);
    }

    /** Returns false if the job is no longer wanted. */
    private boolean publish(Outbox.Row row) throws QueueUnavailableException {
        Optional<Job> wanted = jobs.find(row.jobId())
                .filter(job -> job.attempt() == row.attempt() && job.status() == JobStatus.QUEUED);
        if (wanted.isPresent()) {
            video.publish(wanted.get().request());
        }
        jdbi.useHandle(handle -> Outbox.remove(handle, row));
        return wanted.isPresent();
    }

    /** Jobs are accepted even if none is published. */
    public CheckResult check() {
        return stuck
                ? new CheckResult.Degraded("jobs are accepted and wait in the outbox: the queue does not take them")
                : CheckResult.OK;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            lease.release();
        } catch (JdbiException e) {
            LOG.debug("The lease ends by itself", e);
        }
    }
}
