package org.soundlift.gateway.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.RecentlyUsed;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Outbox;
import org.soundlift.gateway.ledger.Workload;

/**
 * Finds jobs that wait although no message about them does: a queue that was deleted, or a broker that has lost its disk, has taken
 * the messages with it. Where fewer messages than jobs wait, those that have waited for longer are ordered again. A message too many does no harm, for conversions can be repeated.
 */
final class LostOrders {
    private static final Logger LOG = LoggerFactory.getLogger(LostOrders.class);
    /** A converter that has just taken a message needs some time to report that it has begun. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Duration ORDERED_AGAIN_AFTER = Duration.ofMinutes(10);
    private static final int BATCH = 1_000;

    /** Then its messages are not lost: no converter can read them. */
    private static final int MOST_ORDERS = 3;

    /** How often a job was ordered again, and when last. */
    private record Ordered(int times, Instant last) {
        static final Ordered NEVER = new Ordered(0, Instant.EPOCH);
    }

    private final Jdbi jdbi;
    private final Workload work;
    private final WorkQueue<?> video;
    private final KnownConverters converters;
    private final Clock clock;
    private final Map<String, Ordered> ordered = RecentlyUsed.map(BATCH);
    /** Since when each of them was seen to wait without an order in the outbox. */
    private Map<String, Instant> seen = Map.of();

    private Instant nextLook = Instant.MIN;

    LostOrders(Jdbi jdbi, WorkQueue<?> video, KnownConverters converters, Clock clock) {
        this.jdbi = jdbi;
        this.work = new Workload(jdbi);
        this.video = video;
        this.converters = converters;
        this.clock = clock;
    }

    /** Returns true twice a minute. */
    boolean isDue() {
        Instant now = clock.instant();
        if (now.isBefore(nextLook)
                && nextLook.isBefore(now.plus(PERIOD.multipliedBy(2)))) { // Or the clock was put back.
            return false;
        }
        nextLook = now.plus(PERIOD);
        return true;
    }

    /**
     * Puts lost orders into the outbox.
     *
     * @throws QueueUnavailableException if the queue does not tell how long it is
     */
    void look() throws QueueUnavailableException {
        Instant now = clock.instant();
        List<Job> waiting = work.orderedBefore(now.minus(PATIENCE), BATCH);
        Map<String, Instant> before = seen;
        seen = waiting.stream().collect(Collectors.toMap(LostOrders::key, job -> before.getOrDefault(key(job), now)));
        List<Job> patient = waiting.stream()
                .filter(job ->
                        !now.isBefore(Objects.requireNonNull(seen.get(key(job))).plus(PATIENCE)))
                .filter(job -> !converters.workOn(job.id()))
                .toList();
        patient.stream().limit(Math.max(0, patient.size() - video.waiting())).forEach(job -> orderAgain(job, now));
    }

    private static String key(Job job) {
        return job.id() + " " + job.attempt();
    }

    private void orderAgain(Job job, Instant now) {
        String key = key(job);
        Ordered before = ordered.getOrDefault(key, Ordered.NEVER);
        if (before.times() >= MOST_ORDERS || now.isBefore(before.last().plus(ORDERED_AGAIN_AFTER))) {
            return;
        }
        ordered.put(key, new Ordered(before.times() + 1, now));
        LOG.warn(
                "Job {} has waited since {}, and its message is lost: it is ordered again",
                job.id(),
                job.times().queuedAt());
        jdbi.useTransaction(handle -> Outbox.add(handle, job, job.revision()));
    }
}
