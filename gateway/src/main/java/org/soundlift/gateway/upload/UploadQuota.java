package org.soundlift.gateway.upload;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.ProblemException;

/** Keeps one owner from taking the place of all others. All callers without an account are one owner together. */
public final class UploadQuota {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration UNTIL_AN_UPLOAD_ENDS = Duration.ofSeconds(10);
    private static final Duration UNTIL_A_JOB_ENDS = Duration.ofMinutes(1);

    private final UploadLimits limits;
    private final Jobs jobs;
    private final Clock clock;
    private final AccountLimits accounts;
    private final ToLongFunction<Owner> underWay;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    /** Uploads of one owner that have begun and not ended, and what was announced of them. */
    private record Running(int uploads, long bytes) {
        static final Running NONE = new Running(0, 0);

        Running plus(int moreUploads, long moreBytes) {
            return new Running(uploads + moreUploads, bytes + moreBytes);
        }
    }

    /** @param underWay returns the bytes of uploads that arrive in pieces and are no jobs yet */
    public UploadQuota(
            UploadLimits limits, AccountLimits accounts, Jobs jobs, Clock clock, ToLongFunction<Owner> underWay) {
        this.underWay = underWay;
        this.accounts = accounts;
        this.limits = limits;
        this.jobs = jobs;
        this.clock = clock;
    }

    public UploadLimits limits() {
        return limits;
    }

    /** Returns the most jobs of an owner that may wait. */
    public int waitingJobs(Owner owner) {
        return accounts.of(owner).waitingJobs();
    }

    /** A place for one upload, until it is closed. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Lets an upload begin.
     *
     * @param announcedBytes 0 if nothing is announced
     * @throws ProblemException {@code TOO_MANY_REQUESTS}, with the time after which it may be tried again
     */
    public Place enter(Owner owner, long announcedBytes) {
        OwnerLimits own = accounts.of(owner);
        if (announcedBytes > own.bytesADay()) {
            throw VideoReceiver.tooLarge(own.bytesADay());
        }
        String name = owner.quotaName();
        Running now = change(name, 1, announcedBytes);
        Place place = () -> change(name, -1, -announcedBytes);
        try {
            if (now.uploads() > limits.uploadsAtATime()) {
                throw tooMany(UNTIL_AN_UPLOAD_ENDS, limits.uploadsAtATime() + " uploads at a time are accepted.");
            }
            requireRoom(owner, own, now);
            return place;
        } catch (RuntimeException e) {
            place.close();
            throw e;
        }
    }

    private Running change(String name, int uploads, long bytes) {
        return Optional.ofNullable(running.compute(name, (_, before) -> {
                    Running after =
                            Optional.ofNullable(before).orElse(Running.NONE).plus(uploads, bytes);
                    return after.uploads() == 0 ? null : after;
                }))
                .orElse(Running.NONE);
    }

    private void requireRoom(Owner owner, OwnerLimits own, Running now) {
        Instant time = clock.instant();
        Jobs.Totals totals = jobs.totals(owner, time.minus(DAY));
        if (totals.waiting() >= own.waitingJobs()) {
            throw tooMany(UNTIL_A_JOB_ENDS, "No more than " + own.waitingJobs() + " of your jobs may wait.");
        }
        if (totals.bytes() + now.bytes() + underWay.applyAsLong(owner) > own.bytesADay()) {
            throw tooManyBytes(totals, own, time);
        }
        YearMonth month = YearMonth.from(time.atOffset(ZoneOffset.UTC));
        if (jobs.converted(owner, month).toMinutes() >= own.minutesAMonth()) {
            Instant next = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
            throw tooMany(
                    Duration.between(time, next),
                    "No more than " + own.minutesAMonth() + " minutes of sound are converted in a month.");
        }
    }

    private static ProblemException tooManyBytes(Jobs.Totals totals, OwnerLimits own, Instant time) {
        Instant oldest = totals.oldest().orElse(time);
        return tooMany(
                Duration.between(time, oldest.plus(DAY)),
                "No more than " + own.bytesADay() + " bytes are accepted within 24 hours.");
    }

    /**
     * Returns the most bytes that the video of a job may have that comes later.
     *
     * @param bytes that it will have; 0 where that is not known
     * @throws ProblemException {@code FILE_TOO_LARGE} or {@code TOO_MANY_REQUESTS} if these are too many
     */
    public long room(Job job, long bytes) {
        if (bytes > limits.videoBytes()) {
            throw VideoReceiver.tooLarge(limits.videoBytes());
        }
        Instant time = clock.instant();
        Jobs.Totals totals = jobs.totals(job.owner(), time.minus(DAY));
        long own = jobs.find(job.id()).map(known -> known.video().bytes()).orElse(0L);
        OwnerLimits allowed = accounts.of(job.owner());
        long room = allowed.bytesADay() - totals.bytes() + own - underWay.applyAsLong(job.owner());
        if (room < Math.max(bytes, 1)) {
            throw tooManyBytes(totals, allowed, time);
        }
        return Math.min(room, limits.videoBytes());
    }

    private static ProblemException tooMany(Duration delay, String detail) {
        return ProblemException.retryAfter(new Failure(FailureCode.TOO_MANY_REQUESTS, detail), delay);
    }
}
