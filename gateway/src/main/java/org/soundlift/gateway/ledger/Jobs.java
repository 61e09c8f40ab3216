package org.soundlift.gateway.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.job.JobId;

/** Finds jobs in the ledger, and changes none. */
public final class Jobs {
    private final Jdbi jdbi;
    private final String reachable;

    /** @param reachable the condition on jobs that an owner may see and change */
    Jobs(Jdbi jdbi, String reachable) {
        this.jdbi = jdbi;
        this.reachable = reachable;
    }

    /** Returns the owner's job of that id. */
    public Optional<Job> find(Owner owner, JobId id) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from gateway_job where job_id = :id and " + reachable)
                        .bind("id", id.value())
                        .bind("owner", owner.id())
                        .map((row, _) -> JobRow.read(row))
                        .findOne());
    }

    /** Returns the job of that id, of any owner. */
    public Optional<Job> find(JobId id) {
        return jdbi.withHandle(handle -> find(handle, id));
    }

    static Optional<Job> find(Handle handle, JobId id) {
        return handle.createQuery("select * from gateway_job where job_id = :id")
                .bind("id", id.value())
                .map((row, _) -> JobRow.read(row))
                .findOne();
    }

    /**
     * Returns jobs, newest first.
     *
     * @param before only jobs behind this place
     */
    public List<Job> list(JobFilter filter, Optional<Cursor> before, int limit) {
        String sql = "select * from gateway_job where " + filter.condition()
                + (before.isPresent() ? " and (created_at < :at or (created_at = :at and job_id < :id))" : "")
                + " order by created_at desc, job_id desc limit :limit";
        return jdbi.withHandle(handle -> {
            var query = handle.createQuery(sql).bind("limit", limit);
            filter.bindTo(query);
            before.ifPresent(place -> query.bind("at", place.createdAt().toEpochMilli())
                    .bind("id", place.id().value()));
            return query.map((row, _) -> JobRow.read(row)).list();
        });
    }

    /** Returns the owner's jobs that changed after a revision, in the order of their changes. */
    public List<Job> changedSince(Owner owner, long revision, int limit) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from gateway_job where revision > :revision and "
                        + OwnerColumn.OWN + " order by revision limit :limit")
                .bind("revision", revision)
                .bind("owner", owner.id())
                .bind("limit", limit)
                .map((row, _) -> JobRow.read(row))
                .list());
    }

    /** Returns the place of a queued job among all that wait and whose video is here, from 1, as owners are served in turn. */
    public long queuePosition(Job job) {
        List<Waiting> shares = jdbi.withHandle(handle -> handle.createQuery(
                        "select " + OwnerColumn.SHARE_NAME + " as share,"
                                + " count(*) as waiting,"
                                + " count(case when queued_at < :at or (queued_at = :at and job_id <= :id) then 1 end) as earlier"
                                + " from gateway_job where status = 'queued' and fetches_until is null group by share")
                .bind("at", job.times().queuedAt().toEpochMilli())
                .bind("id", job.id().value())
                .map((row, _) -> new Waiting(row.getString("share"), row.getLong("waiting"), row.getLong("earlier")))
                .list());
        String own = job.owner().quotaName();
        long round = shares.stream()
                .filter(share -> share.name().equals(own))
                .mapToLong(Waiting::earlier)
                .sum();
        return round
                + shares.stream()
                        .filter(share -> !share.name().equals(own))
                        .mapToLong(share -> share.servedBefore(round))
                        .sum();
    }

    /**
     * The jobs of a share that wait.
     *
     * @param earlier those that were ordered before a job of another share
     */
    private record Waiting(String name, long waiting, long earlier) {
        /** Returns those that are served before the other job, which its share has in that round, from 1. */
        long servedBefore(long round) {
            return earlier >= round ? round : Math.min(waiting, round - 1);
        }
    }

    /** Returns whether a video is still needed: by the job that came with it, or by one that has not ended. */
    public boolean isVideoNeeded(JobId videoJob) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from gateway_job where"
                                + " (job_id = :id and expired = 0)"
                                + " or (source_job = :id and status in ('queued', 'processing'))")
                        .bind("id", videoJob.value())
                        .mapTo(Long.class)
                        .one())
                > 0;
    }

    /** Returns jobs that ended before {@code limit}, a thousand at most. */
    List<Job> endedBefore(Instant limit, boolean expired) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from gateway_job where finished_at < :limit and expired = :expired limit 1000")
                .bind("limit", limit.toEpochMilli())
                .bind("expired", expired ? 1 : 0)
                .map((row, _) -> JobRow.read(row))
                .list());
    }

    /**
     * Returns how much of the service an owner uses.
     *
     * @param since jobs from then on are recent
     */
    public Totals totals(Owner owner, Instant since) {
        return jdbi.withHandle(handle -> Totals.of(handle, owner, since));
    }

    /** Returns the length of the sound that was converted for an owner in a month (UTC). */
    public Duration converted(Owner owner, YearMonth month) {
        return Duration.ofMillis(jdbi.withHandle(handle -> handle.createQuery(
                        "select sum(milliseconds) from gateway_converted where share = :share and month = :month")
                .bind("share", owner.quotaName())
                .bind("month", month.toString())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L)));
    }

    /**
     * An owner's use of the service.
     *
     * @param waiting jobs that have not ended
     * @param bytes of the videos of recent jobs
     * @param oldest the time at which the first of these was accepted
     */
    public record Totals(long waiting, long bytes, Optional<Instant> oldest) {
        private static Totals of(Handle handle, Owner owner, Instant since) {
            String from = owner.quotaName();
            String to = OwnerColumn.shareTo(owner);
            long waiting = handle.createQuery(
                            "select count(*) from gateway_job where status in ('queued', 'processing') and "
                                    + OwnerColumn.SHARE)
                    .bind("from", from)
                    .bind("to", to)
                    .mapTo(Long.class)
                    .one();
            return handle.createQuery("select sum(source_bytes) as bytes, min(created_at) as oldest from gateway_job"
                            + " where created_at >= :since and " + OwnerColumn.SHARE)
                    .bind("since", since.toEpochMilli())
                    .bind("from", from)
                    .bind("to", to)
                    .map((row, _) -> {
                        long oldest = row.getLong("oldest");
                        return new Totals(
                                waiting,
                                row.getLong("bytes"),
                                oldest == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest)));
                    })
                    .one();
        }
    }

    /** A place in the list of jobs: behind the job of that time and id, whether it still exists or not. */
    public record Cursor(Instant createdAt, JobId id) {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,15})-([0-9a-f]{32})");

        public static Cursor behind(Job job) {
            return new Cursor(job.times().createdAt(), job.id());
        }

        public static Optional<Cursor> parse(String text) {
            Matcher form = FORM.matcher(text);
            return form.matches()
                    ? Optional.of(
                            new Cursor(Instant.ofEpochMilli(Long.parseLong(form.group(1))), new JobId(form.group(2))))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return createdAt.toEpochMilli() + "-" + id;
        }
    }
}
