package org.soundlift.gateway.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.gateway.ledger.LedgerListener.Change;

/**
 * The jobs whose videos are still elsewhere. One fetcher at a time works on a job, of all gateways; one that dies loses its right after
 * a while, and another begins again.
 */
public final class Fetches {
    /** A claim that was not renewed for this time expires. */
    public static final Duration FETCHER_LIVES = Duration.ofSeconds(15);

    private static final String IS_HELD =
            "status = 'queued' and fetch_url is not null" + " and attempt = :attempt and fetcher = :fetcher";

    private final Jdbi jdbi;
    private final Ledger ledger;
    private final Clock clock;

    public Fetches(Jdbi jdbi, Ledger ledger, Clock clock) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Returns jobs on which no fetcher works, the oldest first.
     *
     * @param most of one owner: many of one don't hide those of others
     */
    public List<Job> waiting(int most) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from (select gateway_job.*, row_number() over"
                        + " (partition by owner order by queued_at, job_id) as place from gateway_job"
                        + " where fetches_until < :now and status = 'queued') as waiting_job"
                        + " where place <= :most order by queued_at, job_id limit 1000")
                .bind("now", clock.millis())
                .bind("most", most)
                .map((row, _) -> JobRow.read(row))
                .list());
    }

    /** Takes the right to fetch the video of a job. Returns false if another has it, or the job has ended. */
    public boolean take(Job job, String fetcher) {
        return hold(
                job,
                fetcher,
                ", fetches = coalesce(fetches, 0) + 1",
                "fetches_until < :now and status = 'queued' and attempt = :attempt");
    }

    /** Keeps the right. Returns false if another may have it, or the job has ended. */
    public boolean renew(Job job, String fetcher) {
        return hold(job, fetcher, "", IS_HELD);
    }

    private boolean hold(Job job, String fetcher, String more, String condition) {
        Instant now = clock.instant();
        return jdbi.withHandle(handle -> handle.createUpdate("update gateway_job set fetcher = :fetcher,"
                                + " fetches_until = :until" + more + " where job_id = :id and " + condition)
                        .bind("fetcher", fetcher)
                        .bind("until", now.plus(FETCHER_LIVES).toEpochMilli())
                        .bind("now", now.toEpochMilli())
                        .bind("attempt", job.attempt())
                        .bind("id", job.id().value())
                        .execute())
                == 1;
    }

    /** Gives the right back. Another may begin after {@code pause}. */
    public void release(Job job, String fetcher, Duration pause) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update gateway_job set fetches_until = :until where job_id = :id and " + IS_HELD)
                .bind("until", clock.instant().plus(pause).toEpochMilli())
                .bind("attempt", job.attempt())
                .bind("fetcher", fetcher)
                .bind("id", job.id().value())
                .execute());
    }

    /**
     * Notes how much of a video is here. Empty if the fetcher no longer has the right.
     *
     * @param total of the bytes that are fetched; 0 where it is not known
     */
    public Optional<Job> progressed(Job job, String fetcher, long bytes, long total) {
        JobUpdate progress = JobUpdate.to("fetched_bytes = :bytes, source_bytes = :total")
                .with("bytes", bytes)
                .with("total", total);
        return ledger.change(held(progress, job, fetcher), job.id(), Change.FETCHING);
    }

    /** Notes that the video is here, and writes the order to publish the job. Empty if the fetcher no longer has the right. */
    public Optional<Job> arrived(Job job, String fetcher, Job.Video video) {
        Optional<Job.Original> original = video.original();
        JobUpdate here = JobUpdate.to("filename = :filename, source_bytes = :total, original_bytes = :original,"
                        + " original_millis = :originalMillis, original_start = :originalStart, fetch_url = null,"
                        + " fetched_bytes = null, fetcher = null, fetches = null, fetches_until = null")
                .with("filename", video.filename())
                .with("total", video.bytes())
                .with("original", original.map(Job.Original::bytes).orElse(null))
                .with("originalMillis", JobRow.millis(original.flatMap(Job.Original::seconds)))
                .with("originalStart", JobRow.millis(original.flatMap(Job.Original::start)));
        return ledger.publish(held(here, job, fetcher), job.id(), Change.FETCHED);
    }

    private static JobUpdate held(JobUpdate update, Job job, String fetcher) {
        return update.where(IS_HELD).with("attempt", job.attempt()).with("fetcher", fetcher);
    }
}
