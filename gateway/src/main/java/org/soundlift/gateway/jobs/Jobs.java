package org.soundlift.gateway.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.Mp3Summary;

/**
 * The ledger: every job that was accepted, and how far it is. A job changes by compare-and-set, so that of two who
 * change it at the same time one wins and the other does nothing; the first final state of an attempt stays.
 */
public final class Jobs {
    private static final Duration IDEMPOTENCY_WINDOW = Duration.ofHours(24);

    private static final String OWN = "owner = :owner";
    private static final String OWN_OR_ANONYMOUS =
            "(owner = :owner or owner = 'anonymous' or owner like 'anonymous:%')";

    private final Jdbi jdbi;
    private final Clock clock;
    private final String reachable;
    private final AtomicLong lastRevision = new AtomicLong();

    /** @param anonymousIdsAreKeys whether everyone who knows the id of an anonymous job may do with it as with an own one */
    public Jobs(Jdbi jdbi, Clock clock, boolean anonymousIdsAreKeys) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.reachable = anonymousIdsAreKeys ? OWN_OR_ANONYMOUS : OWN;
    }

    /** Microseconds since 1970, and never the same twice: other gateways on the same database count alike. */
    private long nextRevision() {
        long now = clock.millis() * 1000;
        return lastRevision.updateAndGet(last -> Math.max(last + 1, now));
    }

    /** A revision that no job has reached yet and that the next change exceeds. */
    public long presentRevision() {
        return nextRevision();
    }

    /**
     * Takes a job and the order to publish it, in one transaction.
     *
     * @param idempotencyKey if the owner has used it before, nothing is taken and the earlier job is returned
     * @return the job that now stands for the request
     */
    public Job accept(
            JobId id,
            Owner owner,
            Job.Source source,
            AudioOptions options,
            Optional<CallbackUrl> callback,
            Optional<String> idempotencyKey) {
        Job job = Job.accepted(id, owner, source, options, callback, now(), nextRevision());
        try {
            return jdbi.inTransaction(handle -> {
                idempotencyKey.ifPresent(key -> remember(handle, owner, key, id));
                insert(handle, job);
                enqueue(handle, id, job.attempt());
                return job;
            });
        } catch (UnableToExecuteStatementException e) {
            return idempotencyKey.flatMap(key -> findByKey(owner, key)).orElseThrow(() -> e);
        }
    }

    private static void insert(Handle handle, Job job) {
        Map<String, @Nullable Object> columns = JobRow.columnsOf(job);
        String names = String.join(", ", columns.keySet());
        String values = columns.keySet().stream().map(name -> ":" + name).collect(Collectors.joining(", "));
        handle.createUpdate("insert into gateway_job (" + names + ") values (" + values + ")")
                .bindMap(columns)
                .execute();
    }

    private void enqueue(Handle handle, JobId id, int attempt) {
        handle.createUpdate("insert into gateway_outbox (id, job_id, attempt) values (:id, :jobId, :attempt)")
                // Another gateway may take a job in the same microsecond.
                .bind("id", "%020d-%s".formatted(nextRevision(), id.value().substring(0, 16)))
                .bind("jobId", id.value())
                .bind("attempt", attempt)
                .execute();
    }

    private void remember(Handle handle, Owner owner, String key, JobId id) {
        handle.createUpdate("delete from gateway_idempotency"
                        + " where owner = :owner and idempotency_key = :key and created_at < :limit")
                .bind("owner", owner.id())
                .bind("key", key)
                .bind("limit", now().minus(IDEMPOTENCY_WINDOW).toEpochMilli())
                .execute();
        handle.createUpdate("insert into gateway_idempotency (owner, idempotency_key, job_id, created_at)"
                        + " values (:owner, :key, :jobId, :now)")
                .bind("owner", owner.id())
                .bind("key", key)
                .bind("jobId", id.value())
                .bind("now", clock.millis())
                .execute();
    }

    /** Keys that no longer stand for a job. Apart from the acceptance of jobs: it locks more than one row. */
    void forgetOldKeys() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from gateway_idempotency where created_at < :limit")
                .bind("limit", now().minus(IDEMPOTENCY_WINDOW).toEpochMilli())
                .execute());
    }

    /** The job that the owner made with this key within the last 24 hours. */
    public Optional<Job> findByKey(Owner owner, String key) {
        return jdbi.withHandle(handle -> handle.createQuery("select j.* from gateway_job j"
                        + " join gateway_idempotency k on k.job_id = j.job_id"
                        + " where k.owner = :owner and k.idempotency_key = :key and k.created_at >= :limit")
                .bind("owner", owner.id())
                .bind("key", key)
                .bind("limit", now().minus(IDEMPOTENCY_WINDOW).toEpochMilli())
                .map((row, context) -> JobRow.read(row))
                .findOne());
    }

    /** The owner's job of that id. */
    public Optional<Job> find(Owner owner, JobId id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from gateway_job where job_id = :id and " + reachable)
                        .bind("id", id.value())
                        .bind("owner", owner.id())
                        .map((row, context) -> JobRow.read(row))
                        .findOne());
    }

    Optional<Job> find(JobId id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from gateway_job where job_id = :id")
                .bind("id", id.value())
                .map((row, context) -> JobRow.read(row))
                .findOne());
    }

    /**
     * The owner's jobs, newest first.
     *
     * @param owner empty for everybody's
     * @param before only those behind this place
     */
    public List<Job> list(Optional<Owner> owner, Optional<JobStatus> status, Optional<JobCursor> before, int limit) {
        String sql = "select * from gateway_job where " + (owner.isPresent() ? OWN : "1 = 1")
                + (status.isPresent() ? " and status = :status" : "")
                + (before.isPresent() ? " and (created_at < :at or (created_at = :at and job_id < :id))" : "")
                + " order by created_at desc, job_id desc limit :limit";
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(sql).bind("limit", limit);
            owner.ifPresent(o -> query.bind("owner", o.id()));
            status.ifPresent(s -> query.bind("status", s.wireName()));
            before.ifPresent(place -> query.bind("at", place.createdAt().toEpochMilli())
                    .bind("id", place.id().value()));
            return query.map((row, context) -> JobRow.read(row)).list();
        });
    }

    /** The owner's jobs that changed after a revision, in the order of their changes. */
    public List<Job> changedSince(Owner owner, long revision, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from gateway_job"
                        + " where revision > :revision and owner = :owner order by revision limit :limit")
                .bind("revision", revision)
                .bind("owner", owner.id())
                .bind("limit", limit)
                .map((row, context) -> JobRow.read(row))
                .list());
    }

    /** The place of a queued job among all that wait, from 1. */
    public long queuePosition(Job job) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from gateway_job where status = 'queued'"
                        + " and (queued_at < :at or (queued_at = :at and job_id <= :id))")
                .bind("at", job.times().queuedAt().toEpochMilli())
                .bind("id", job.id().value())
                .mapTo(Long.class)
                .one());
    }

    /** A converter works on it. */
    Optional<Job> started(ConversionProgress progress) {
        return change(
                "status = 'processing', started_at = :startedAt, source_nanos = :sourceNanos",
                "status = 'queued' and attempt = :attempt",
                progress.jobId(),
                map(
                        "attempt", progress.attempt(),
                        "startedAt", progress.startedAt().toEpochMilli(),
                        "sourceNanos", nanos(progress.sourceDuration())));
    }

    /** The converter has ended. Empty if that attempt had ended before. */
    Optional<Job> finished(ConversionFinished finished) {
        Map<String, @Nullable Object> values = map(
                "attempt", finished.request().attempt(),
                "startedAt", finished.startedAt().toEpochMilli(),
                "finishedAt", finished.finishedAt().toEpochMilli(),
                "sourceNanos", nanos(finished.sourceDuration()));
        String result = switch (finished) {
            case Completed completed -> {
                values.putAll(resultColumns(completed.result()));
                yield "status = 'completed', error_code = null, error_detail = null,"
                        + " result_bytes = :bytes, result_nanos = :nanos, result_bitrate = :bitrate,"
                        + " result_sample_rate = :sampleRate, result_channels = :channels,"
                        + " result_encoder = :encoder, result_decoder = :decoder, result_sha256 = :sha256";
            }
            case Failed failed -> {
                values.put("code", failed.failure().code().name());
                values.put("detail", failed.failure().detail());
                yield "status = 'failed', error_code = :code, error_detail = :detail";
            }
        };
        return change(
                result + ", started_at = :startedAt, finished_at = :finishedAt,"
                        + " source_nanos = coalesce(:sourceNanos, source_nanos)",
                "status in ('queued', 'processing') and attempt = :attempt",
                finished.request().jobId(),
                values);
    }

    private static Map<String, @Nullable Object> resultColumns(Mp3Summary result) {
        return map(
                "bytes", result.bytes(),
                "nanos", result.duration().toNanos(),
                "bitrate", result.bitrate(),
                "sampleRate", result.sampleRate(),
                "channels", result.channels(),
                "encoder", result.encoder().text(),
                "decoder", result.decoder().orElse(null),
                "sha256", result.sha256());
    }

    /** The owner no longer wants it. Empty if it has ended. */
    public Optional<Job> cancel(Owner owner, JobId id) {
        return change(
                "status = 'canceled', finished_at = :now",
                "status in ('queued', 'processing') and " + reachable,
                id,
                map("owner", owner.id(), "now", clock.millis()));
    }

    /** A new attempt. Empty if it has not failed or been canceled, or if its video is no longer kept. */
    public Optional<Job> retry(Owner owner, JobId id) {
        return jdbi.inTransaction(handle -> {
            Optional<Job> retried = change(
                    handle,
                    "status = 'queued', attempt = attempt + 1, queued_at = :now, started_at = null,"
                            + " finished_at = null, error_code = null, error_detail = null",
                    "status in ('failed', 'canceled') and expired = 0 and " + reachable,
                    id,
                    map("owner", owner.id(), "now", clock.millis()));
            retried.ifPresent(r -> enqueue(handle, r.id(), r.attempt()));
            return retried;
        });
    }

    private Optional<Job> change(String set, String where, JobId id, Map<String, @Nullable Object> values) {
        return jdbi.inTransaction(handle -> change(handle, set, where, id, values));
    }

    private Optional<Job> change(
            Handle handle, String set, String where, JobId id, Map<String, @Nullable Object> values) {
        int changed = handle.createUpdate("update gateway_job set revision ="
                        + " case when revision >= :revision then revision + 1 else :revision end, " + set
                        + " where job_id = :id and " + where)
                .bindMap(values)
                .bind("revision", nextRevision())
                .bind("id", id.value())
                .execute();
        return changed == 0
                ? Optional.empty()
                : handle.createQuery("select * from gateway_job where job_id = :id")
                        .bind("id", id.value())
                        .map((row, context) -> JobRow.read(row))
                        .findOne();
    }

    /** Forgets the owner's job of that id and everything that refers to it. */
    public void delete(Owner owner, JobId id) {
        delete(id, reachable, map("owner", owner.id()));
    }

    void delete(JobId id) {
        delete(id, "1 = 1", map());
    }

    private void delete(JobId id, String where, Map<String, @Nullable Object> values) {
        jdbi.useTransaction(handle -> {
            int deleted = handle.createUpdate("delete from gateway_job where job_id = :id and " + where)
                    .bindMap(values)
                    .bind("id", id.value())
                    .execute();
            if (deleted == 1) {
                for (String table : List.of("gateway_outbox", "gateway_idempotency")) {
                    handle.createUpdate("delete from " + table + " where job_id = :id")
                            .bind("id", id.value())
                            .execute();
                }
            }
        });
    }

    /** Jobs that ended before {@code limit} and whose media are still kept. */
    List<Job> endedBefore(Instant limit, boolean expired) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from gateway_job where finished_at < :limit and expired = :expired limit 1000")
                .bind("limit", limit.toEpochMilli())
                .bind("expired", expired ? 1 : 0)
                .map((row, context) -> JobRow.read(row))
                .list());
    }

    /** Video and MP3 are no longer kept from now on; false if the job has begun anew meanwhile. */
    boolean expire(Job job) {
        return change("expired = 1", "expired = 0 and finished_at is not null", job.id(), map())
                .isPresent();
    }

    private Instant now() {
        return clock.instant();
    }

    private static @Nullable Long nanos(Optional<Duration> duration) {
        return duration.map(Duration::toNanos).orElse(null);
    }

    private static Map<String, @Nullable Object> map(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> map = new java.util.HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return map;
    }
}
