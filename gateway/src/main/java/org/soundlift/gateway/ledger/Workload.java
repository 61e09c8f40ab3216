package org.soundlift.gateway.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.job.JobStatus;

/** The work that is to be done for all owners together. */
public record Workload(Jdbi jdbi) {
    /** Returns jobs that have waited for their conversion since before then, and whose order was published; the oldest first. */
    public List<Job> orderedBefore(Instant before, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from gateway_job where status = 'queued'"
                        + " and fetch_url is null and queued_at < :before"
                        + " and job_id not in (select job_id from gateway_outbox) order by queued_at limit " + limit)
                .bind("before", before.toEpochMilli())
                .map((row, _) -> JobRow.read(row))
                .list());
    }

    /**
     * What waits, and what is worked on.
     *
     * @param oldest the time at which the job was ordered that has waited longest for its conversion to begin
     */
    public record Figures(long queued, long processing, Optional<Instant> oldest) {}

    public Figures figures() {
        return jdbi.withHandle(handle -> new Figures(
                count(handle, JobStatus.QUEUED),
                count(handle, JobStatus.PROCESSING),
                handle.createQuery("select min(queued_at) from gateway_job where status = 'queued'")
                        .mapTo(Long.class)
                        .findOne()
                        .map(Instant::ofEpochMilli)));
    }

    private static long count(Handle handle, JobStatus status) {
        return handle.createQuery("select count(*) from gateway_job where status = :status")
                .bind("status", status.wireName())
                .mapTo(Long.class)
                .one();
    }
}
