package org.soundlift.gateway.jobs;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;

/**
 * Moves accepted jobs from the outbox to queue {@code video}, in order of arrival. A row goes when the queue has
 * confirmed, so that jobs are accepted, and none is lost, while the queue is down. Of several gateways one at a time does
 * it, for the order's sake.
 */
public final class OutboxRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final int BATCH = 100;

    private final Jdbi jdbi;
    private final Jobs jobs;
    private final WorkQueue<ConversionRequested> video;
    private final Lease lease;
    private volatile boolean stuck;
    private final BlockingQueue<Boolean> doorbell = new ArrayBlockingQueue<>(1);
    private final Thread thread = Thread.ofVirtual().name("outbox-relay").unstarted(this::run);

    private record Row(String id, JobId jobId, int attempt) {}

    public OutboxRelay(Jdbi jdbi, Jobs jobs, WorkQueue<ConversionRequested> video, Clock clock) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.video = video;
        this.lease = new Lease(jdbi, clock, "outbox");
    }

    public void start() {
        thread.start();
    }

    /** There may be something to publish. */
    public void wake() {
        doorbell.offer(true);
    }

    private void run() {
        Duration pause = POLL;
        try {
            while (true) {
                doorbell.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
                pause = publishAll() ? POLL : longer(pause);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private boolean publishAll() {
        try {
            while (!oldest(1).isEmpty() && lease.isHeld()) {
                publishBatch();
            }
            if (stuck) {
                LOG.info("The queue takes jobs again: the outbox is empty");
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

    /** Reads what it publishes under the lease: rows read before may have been published by another since. */
    private void publishBatch() throws QueueUnavailableException {
        for (Row row : oldest(BATCH)) {
            if (!lease.isHeld()) {
                return;
            }
            publish(row);
        }
    }

    private List<Row> oldest(int count) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from gateway_outbox order by id limit " + count)
                .map((row, context) ->
                        new Row(row.getString("id"), new JobId(row.getString("job_id")), row.getInt("attempt")))
                .list());
    }

    private void publish(Row row) throws QueueUnavailableException {
        Optional<Job> wanted = jobs.find(row.jobId())
                .filter(job -> job.attempt() == row.attempt() && job.status() == JobStatus.QUEUED);
        if (wanted.isPresent()) {
            video.publish(wanted.get().request());
        }
        jdbi.useHandle(handle -> handle.createUpdate("delete from gateway_outbox where id = :id")
                .bind("id", row.id())
                .execute());
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
