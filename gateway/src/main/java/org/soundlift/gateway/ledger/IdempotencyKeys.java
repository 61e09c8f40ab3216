package org.soundlift.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.soundlift.core.job.JobId;

/** Keys by which a client makes a request that it may repeat: each stands for one job of its owner, for 24 hours. */
final class IdempotencyKeys {
    private static final Duration WINDOW = Duration.ofHours(24);

    private final Clock clock;

    IdempotencyKeys(Clock clock) {
        this.clock = clock;
    }

    /** @throws org.jdbi.v3.core.JdbiException if the key stands for a job already */
    void remember(Handle handle, Owner owner, Ledger.RequestKey request, JobId id) {
        handle.createUpdate("delete from gateway_idempotency"
                        + " where owner = :owner and idempotency_key = :key and created_at < :limit")
                .bind("owner", owner.id())
                .bind("key", request.key())
                .bind("limit", oldest())
                .execute();
        handle.createUpdate("insert into gateway_idempotency (owner, idempotency_key, job_id, created_at, fingerprint)"
                        + " values (:owner, :key, :jobId, :now, :fingerprint)")
                .bind("owner", owner.id())
                .bind("key", request.key())
                .bind("fingerprint", request.fingerprint())
                .bind("jobId", id.value())
                .bind("now", clock.millis())
                .execute();
    }

    Optional<Job> find(Handle handle, Owner owner, String key) {
        return handle.createQuery("select j.* from gateway_job j join gateway_idempotency k on k.job_id = j.job_id"
                        + " where k.owner = :owner and k.idempotency_key = :key and k.created_at >= :limit")
                .bind("owner", owner.id())
                .bind("key", key)
                .bind("limit", oldest())
                .map((row, _) -> JobRow.read(row))
                .findOne();
    }

    /** Returns true if the request that the key stands for was the same, or is no longer known. */
    boolean isSame(Handle handle, Owner owner, Ledger.RequestKey request) {
        return handle.createQuery(
                                "select count(*) from gateway_idempotency where owner = :owner"
                                        + " and idempotency_key = :key and created_at >= :limit and fingerprint <> :fingerprint")
                        .bind("owner", owner.id())
                        .bind("key", request.key())
                        .bind("limit", oldest())
                        .bind("fingerprint", request.fingerprint())
                        .mapTo(Integer.class)
                        .one()
                == 0;
    }

    /** Removes keys that no longer stand for a job. Apart from {@link #remember}: it locks more than one row. */
    void forgetOld(Handle handle) {
        handle.createUpdate("delete from gateway_idempotency where created_at < :limit")
                .bind("limit", oldest())
                .execute();
    }

    static void forgetJob(Handle handle, JobId id) {
        handle.createUpdate("delete from gateway_idempotency where job_id = :id")
                .bind("id", id.value())
                .execute();
    }

    private long oldest() {
        return clock.instant().minus(WINDOW).toEpochMilli();
    }
}
