package org.soundlift.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The work that is to be done for all owners together, and the work that was done for each. */
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

    /** Orders all jobs that wait for a conversion, in place of the orders that there were. Returns their number. */
    public int orderAll() {
        return jdbi.inTransaction(handle -> {
            handle.execute("delete from gateway_outbox");
            List<Job> waiting = handle.createQuery(
                            "select * from gateway_job where status = 'queued' and fetch_url is null")
                    .map((row, _) -> JobRow.read(row))
                    .list();
            waiting.forEach(job -> Outbox.add(handle, job, job.revision()));
            return waiting.size();
        });
    }

    /** Counts the sound of a job that was completed just now. */
    static void count(Handle handle, Job job) {
        long milliseconds =
                job.result().map(result -> result.duration().toMillis()).orElse(0L);
        String month = YearMonth.from(job.times().finishedAt().orElseThrow().atOffset(ZoneOffset.UTC))
                .toString();
        int known = handle.createUpdate("update gateway_converted set milliseconds = milliseconds + :more"
                        + " where share = :share and month = :month")
                .bind("more", milliseconds)
                .bind("share", job.owner().quotaName())
                .bind("month", month)
                .execute();
        if (known == 0) {
            handle.createUpdate(
                            "insert into gateway_converted (share, month, milliseconds) values (:share, :month, :first)")
                    .bind("first", milliseconds)
                    .bind("share", job.owner().quotaName())
                    .bind("month", month)
                    .execute();
        }
    }

    /** Returns the length of the sound that was converted in a month (UTC), by share. */
    public Map<String, Duration> converted(YearMonth month) {
        Map<String, Duration> converted = new HashMap<>();
        jdbi.useHandle(handle -> handle.createQuery(
                        "select share, milliseconds from gateway_converted where month = :month")
                .bind("month", month.toString())
                .map((row, _) -> converted.put(row.getString("share"), Duration.ofMillis(row.getLong("milliseconds"))))
                .list());
        return converted;
    }

    /**
     * What waits, and what is worked on.
     *
     * @param oldest the time at which the job was ordered that has waited longest for its conversion to begin
     */
    public record Figures(long queued, long processing, Optional<Instant> oldest) {}

    public Figures figures() {
        return jdbi.withHandle(handle -> handle.createQuery("select"
                        + " count(case when status = 'queued' then 1 end) as queued,"
                        + " count(case when status = 'processing' then 1 end) as processing,"
                        + " min(case when status = 'queued' then queued_at end) as oldest"
                        + " from gateway_job where status in ('queued', 'processing')")
                .map((row, _) -> {
                    long oldest = row.getLong("oldest");
                    return new Figures(
                            row.getLong("queued"),
                            row.getLong("processing"),
                            oldest == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest)));
                })
                .one());
    }
}
