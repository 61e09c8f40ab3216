package org.soundlift.gateway.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** The use of the service, by the jobs in the ledger. Jobs that were deleted are not counted. */
final class Usage {
    private final Jdbi jdbi;

    Usage(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The jobs that ended in a while.
     *
     * @param start of the while
     * @param seconds length of the sound of those that were completed
     */
    record Ended(Instant start, long completed, long failed, long canceled, double seconds) {}

    /** Returns the ends since then, in whiles of that length; those in which nothing ended are left out. */
    List<Ended> ended(Instant since, Duration width) {
        return jdbi.withHandle(handle -> handle.createQuery("select finished_at - finished_at % :width as start_at,"
                        + " count(case when status = 'completed' then 1 end) as completed,"
                        + " count(case when status = 'failed' then 1 end) as failed,"
                        + " count(case when status = 'canceled' then 1 end) as canceled,"
                        + " sum(case when status = 'completed' then result_nanos else 0 end) as nanos"
                        + " from gateway_job where finished_at >= :since group by start_at order by start_at")
                .bind("width", width.toMillis())
                .bind("since", since.toEpochMilli())
                .map((row, _) -> new Ended(
                        Instant.ofEpochMilli(row.getLong("start_at")),
                        row.getLong("completed"),
                        row.getLong("failed"),
                        row.getLong("canceled"),
                        row.getDouble("nanos") / 1e9))
                .list());
    }

    record Failures(String code, long jobs) {}

    /** Returns how many jobs failed since then, for each reason; the most frequent first. */
    List<Failures> failures(Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("select error_code, count(*) as jobs from gateway_job"
                        + " where finished_at >= :since and status = 'failed'"
                        + " group by error_code order by jobs desc, error_code")
                .bind("since", since.toEpochMilli())
                .map((row, _) -> new Failures(row.getString("error_code"), row.getLong("jobs")))
                .list());
    }

    /**
     * The room that the media of an owner take.
     *
     * @param videoBytes of videos that are kept
     * @param resultBytes of MP3s and other results that are kept
     * @param arrivingBytes that uploads which have not ended will have
     */
    record Stored(String username, long jobs, long videoBytes, long resultBytes, long arrivingBytes) {
        long bytes() {
            return videoBytes + resultBytes + arrivingBytes;
        }
    }

    /** Returns the use of the store by owner, the largest first. Those without an account count as one. */
    List<Stored> stored(int most) {
        return jdbi.withHandle(handle -> handle.createQuery("select username, sum(jobs) as jobs, sum(videos) as videos,"
                        + " sum(results) as results, sum(arriving) as arriving from"
                        + " (select username, 1 as jobs,"
                        + " case when source_job is null and expired = 0 then source_bytes else 0 end as videos,"
                        + " case when expired = 0 then coalesce(result_bytes, 0) else 0 end as results, 0 as arriving"
                        + " from gateway_job"
                        + " union all select username, 0, 0, 0, bytes from gateway_upload where done = 0) media"
                        + " group by username order by sum(videos) + sum(results) + sum(arriving) desc, username"
                        + " limit :most")
                .bind("most", most)
                .map((row, _) -> new Stored(
                        row.getString("username"),
                        row.getLong("jobs"),
                        row.getLong("videos"),
                        row.getLong("results"),
                        row.getLong("arriving")))
                .list());
    }
}
