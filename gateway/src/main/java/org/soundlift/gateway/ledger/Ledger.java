package org.soundlift.gateway.ledger;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.trace.CurrentTrace;
import org.soundlift.core.trace.TraceContext;
import org.soundlift.gateway.ledger.LedgerListener.Change;

/**
 * The ledger of all accepted jobs. Everything that changes a job goes through here, and listeners hear of it after the
 * commit. A change is a compare-and-set: of two that exclude each other one takes effect, and the first final state of an
 * attempt stays.
 */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private static final int SOME = 200;

    private final Jdbi jdbi;
    private final Clock clock;
    private final String reachable;
    private final Jobs jobs;
    private final Revisions revisions;
    private final IdempotencyKeys keys;
    private final List<LedgerListener> listeners = new CopyOnWriteArrayList<>();

    /** @param anonymousIdsAreKeys true if the id of a job that belongs to no account is the key to it */
    public Ledger(Jdbi jdbi, Clock clock, boolean anonymousIdsAreKeys) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.reachable = anonymousIdsAreKeys ? OwnerColumn.OWN_OR_ANONYMOUS : OwnerColumn.OWN;
        this.jobs = new Jobs(jdbi, reachable);
        this.revisions = new Revisions(clock, new AtomicLong());
        this.keys = new IdempotencyKeys(clock);
    }

    /** Returns the jobs, to read. */
    public Jobs jobs() {
        return jobs;
    }

    /** Calls {@code listener} for each change from now on, in the order in which listeners were added. */
    public void listen(LedgerListener listener) {
        listeners.add(listener);
    }

    /** Returns a revision that no job has reached yet and that the next change exceeds. */
    public long presentRevision() {
        return revisions.next();
    }

    /** A job to accept. */
    public record NewJob(JobId id, Owner owner, Job.Video video, Job.Order order) {}

    /**
     * The key by which a client makes a request that it may repeat.
     *
     * @param key as the client has chosen it
     * @param fingerprint differs if the request asks for something else, or sends another file; at most 64 characters
     */
    public record RequestKey(String key, String fingerprint) {}

    /**
     * Accepts a job and writes the order to publish it, in one transaction. A job whose video is still to be fetched is published when
     * that is here.
     *
     * @param idempotencyKey if the owner has used it before, nothing is accepted and the earlier job is returned
     * @return the job that now stands for the request
     */
    public Job accept(NewJob request, Optional<RequestKey> idempotencyKey) {
        Job job = Job.accepted(request, clock.instant(), revisions.next());
        try {
            jdbi.useTransaction(handle -> {
                idempotencyKey.ifPresent(key -> keys.remember(handle, job.owner(), key, job.id()));
                JobRow.insert(handle, job);
                publishUnlessFetched(handle, job);
            });
        } catch (UnableToExecuteStatementException e) {
            return idempotencyKey
                    .flatMap(key -> acceptedWith(job.owner(), key.key()))
                    .orElseThrow(() -> e);
        }
        tell(job, Change.ACCEPTED);
        return job;
    }

    /** Accepts a job whose video came with another one. Empty if that is no longer kept. */
    public Optional<Job> acceptRendition(NewJob request) {
        Job job = Job.accepted(request, clock.instant(), revisions.next());
        boolean accepted = jdbi.inTransaction(handle -> {
            if (!JobRow.hold(handle, job.videoJob())) {
                return false;
            }
            JobRow.insert(handle, job);
            Outbox.add(handle, job, revisions.next());
            return true;
        });
        if (accepted) {
            tell(job, Change.ACCEPTED);
        }
        return accepted ? Optional.of(job) : Optional.empty();
    }

    /** Returns the job that the owner made with this key within the last 24 hours. */
    public Optional<Job> acceptedWith(Owner owner, String idempotencyKey) {
        return jdbi.withHandle(handle -> keys.find(handle, owner, idempotencyKey));
    }

    /** Returns true if the owner's earlier request with this key was the same. */
    public boolean isSame(Owner owner, RequestKey request) {
        return jdbi.withHandle(handle -> keys.isSame(handle, owner, request));
    }

    void forgetOldKeys() {
        jdbi.useHandle(keys::forgetOld);
    }

    /** Notes that a converter works on the job. Empty if that was known, or the attempt has ended. */
    Optional<Job> started(ConversionProgress progress) {
        return change(JobUpdate.started(progress), progress.jobId(), Change.STARTED);
    }

    /** Notes how an attempt ended. Empty if it had ended before. */
    Optional<Job> finished(ConversionFinished finished) {
        Optional<Job> ended = jdbi.inTransaction(handle -> {
            Optional<Job> job = JobUpdate.finished(finished)
                    .apply(handle, finished.request().jobId(), revisions.next());
            job.filter(now -> now.status() == JobStatus.COMPLETED).ifPresent(now -> Workload.count(handle, now));
            return job;
        });
        ended.ifPresent(job -> tell(job, Change.FINISHED));
        return ended;
    }

    /** Cancels the job. Empty if it has ended. */
    public Optional<Job> cancel(Owner owner, JobId id) {
        JobUpdate cancel = JobUpdate.to("status = 'canceled', finished_at = :now")
                .where("status in ('queued', 'processing') and " + reachable)
                .with("owner", owner.id())
                .with("now", clock.millis());
        Optional<Job> canceled = jdbi.inTransaction(handle -> {
            Optional<Job> job = cancel.apply(handle, id, revisions.next());
            job.ifPresent(ended -> Outbox.forgetJob(handle, ended.id()));
            return job;
        });
        canceled.ifPresent(job -> tell(job, Change.CANCELED));
        return canceled;
    }

    /** Begins a new attempt. Empty if the job has not failed or been canceled, or if its video is no longer kept. */
    public Optional<Job> retry(Owner owner, JobId id) {
        JobUpdate again = JobUpdate.to("status = 'queued', attempt = attempt + 1, queued_at = :now, started_at = null,"
                        + " finished_at = null, error_code = null, error_detail = null, fetched_bytes = null, fetcher = null,"
                        + " fetches = null, fetches_until = case when fetch_url is null then null else 0 end,"
                        + " source_bytes = case when fetch_url is null then source_bytes else 0 end,"
                        + " traceparent = coalesce(:trace, traceparent)")
                .where("status in ('failed', 'canceled') and expired = 0 and " + reachable)
                .with("owner", owner.id())
                .with("trace", CurrentTrace.get().map(TraceContext::traceparent).orElse(null))
                .with("now", clock.millis());
        Optional<Job> retried = jdbi.inTransaction(handle -> {
            Optional<JobId> source =
                    Jobs.find(handle, id).flatMap(job -> job.video().source());
            if (source.isPresent() && !JobRow.hold(handle, source.get())) {
                return Optional.<Job>empty();
            }
            Optional<Job> job = again.apply(handle, id, revisions.next());
            job.ifPresent(queued -> publishUnlessFetched(handle, queued));
            return job;
        });
        retried.ifPresent(job -> tell(job, Change.RETRIED));
        return retried;
    }

    /** Has a waiting job converted before all others. Returns false if it is about to be converted anyway, or does not wait. */
    public boolean putFirst(JobId id) {
        return jdbi.inTransaction(handle -> Outbox.putFirst(handle, id));
    }

    /** Notes that video and MP3 are no longer kept. False if the job has begun anew meanwhile. */
    boolean expire(JobId id) {
        return change(
                        JobUpdate.to("expired = 1, fetch_url = null, fetches_until = null")
                                .where("expired = 0 and finished_at is not null"),
                        id,
                        Change.EXPIRED)
                .isPresent();
    }

    /** Cancels the job if it has not ended, and forgets it. Does nothing if it is not the owner's. */
    public void delete(Owner owner, JobId id) {
        cancel(owner, id);
        jobs.find(owner, id).ifPresent(job -> delete(job.id()));
    }

    /** Deletes all jobs of an owner, and its webhook URL. Media are orphaned then, and the sweeper removes them. Returns the number of jobs. */
    public int deleteAll(Owner owner) {
        int deleted = 0;
        List<Job> some = jobs.list(JobFilter.of(owner), Optional.empty(), SOME);
        while (!some.isEmpty()) {
            some.forEach(job -> delete(owner, job.id()));
            deleted += some.size();
            some = jobs.list(JobFilter.of(owner), Optional.empty(), SOME);
        }
        jdbi.useHandle(handle -> List.of("gateway_webhook", "gateway_upload")
                .forEach(table -> handle.createUpdate("delete from " + table + " where owner = :owner")
                        .bind("owner", owner.id())
                        .execute()));
        return deleted;
    }

    /** Gives all jobs of an owner to another, without their callbacks. Returns the number of jobs. Listeners don't hear of it. */
    public int handOver(Owner from, Owner to) {
        return jdbi.inTransaction(handle -> {
            for (String table : List.of("gateway_idempotency", "gateway_webhook")) {
                handle.createUpdate("delete from " + table + " where owner = :from")
                        .bind("from", from.id())
                        .execute();
            }
            handle.createUpdate("update gateway_outbox set share = :to where share = :from")
                    .bind("from", from.quotaName())
                    .bind("to", to.quotaName())
                    .execute();
            handle.createUpdate("update gateway_upload set owner = :to, username = :username where owner = :from")
                    .bind("from", from.id())
                    .bind("to", to.id())
                    .bind("username", to.username())
                    .execute();
            JobUpdate toHeir = JobUpdate.to("owner = :to, username = :username, callback_url = null")
                    .where("owner = :from")
                    .with("to", to.id())
                    .with("username", to.username())
                    .with("from", from.id());
            List<String> ids = handle.createQuery("select job_id from gateway_job where owner = :from")
                    .bind("from", from.id())
                    .mapTo(String.class)
                    .list();
            ids.forEach(id -> toHeir.apply(handle, new JobId(id), revisions.next()));
            return ids.size();
        });
    }

    /** Forgets a job and everything that refers to it. */
    void delete(JobId id) {
        Optional<Job> deleted = jdbi.inTransaction(handle -> {
            Optional<Job> job = Jobs.find(handle, id);
            return job.filter(j -> JobRow.delete(handle, id)).map(j -> {
                Outbox.forgetJob(handle, id);
                IdempotencyKeys.forgetJob(handle, id);
                return j.at(Math.max(j.revision() + 1, revisions.next()));
            });
        });
        deleted.ifPresent(job -> tell(job, Change.DELETED));
    }

    private void publishUnlessFetched(Handle handle, Job job) {
        if (job.video().fetch().isEmpty()) {
            Outbox.add(handle, job, revisions.next());
        }
    }

    /** Changes a job and writes the order to publish it. Empty if the condition of the change did not hold. */
    Optional<Job> publish(JobUpdate what, JobId id, Change change) {
        Optional<Job> changed = jdbi.inTransaction(handle -> {
            Optional<Job> job = what.apply(handle, id, revisions.next());
            job.ifPresent(queued -> Outbox.add(handle, queued, revisions.next()));
            return job;
        });
        changed.ifPresent(job -> tell(job, change));
        return changed;
    }

    Optional<Job> change(JobUpdate what, JobId id, Change change) {
        Optional<Job> changed = jdbi.inTransaction(handle -> what.apply(handle, id, revisions.next()));
        changed.ifPresent(job -> tell(job, change));
        return changed;
    }

    /** The change is durable, so a listener that fails must not make it look as if it were not. */
    private void tell(Job job, Change change) {
        for (LedgerListener listener : listeners) {
            try {
                listener.changed(job, change);
            } catch (RuntimeException e) {
                LOG.error("Job {}: a listener failed on {}", job.id(), change, e);
            }
        }
    }

    /** Numbers changes: microseconds since 1970, never one twice. Other gateways on the same database count alike. */
    private record Revisions(Clock clock, AtomicLong last) {
        long next() {
            long now = clock.millis() * 1000;
            return last.updateAndGet(before -> Math.max(before + 1, now));
        }
    }
}
