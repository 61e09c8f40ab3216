package org.soundlift.queue.sql;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The table of messages. A claim is a compare-and-set update, so that it needs no locking read and works alike on
 * SQLite, MySQL and MariaDB.
 */
final class SqlMessages {
    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final Jdbi jdbi;
    private final Clock clock;

    SqlMessages(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** A message that this process works on until {@code visible_at} passes without a heartbeat. */
    record Claimed(String id, String body, int deliveryCount, String claim) {}

    private record Candidate(String id, String body, int attempts, long visibleAt) {}

    void insert(String queue, String body) {
        jdbi.useHandle(handle -> handle.createUpdate("insert into queue_message (id, queue, body, attempts, visible_at)"
                        + " values (:id, :queue, :body, 0, 0)")
                .bind("id", nextId())
                .bind("queue", queue)
                .bind("body", body)
                .execute());
    }

    /** Sorts by time of arrival; by order of arrival among those of this process. */
    private String nextId() {
        String random = UUID.randomUUID().toString().substring(0, 8);
        return "%013d-%010d-%s".formatted(clock.millis(), SEQUENCE.getAndIncrement(), random);
    }

    Optional<Claimed> claim(String queue, Duration visibility) {
        return jdbi.withHandle(handle -> {
            while (true) {
                Optional<Candidate> next = oldestVisible(handle, queue);
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                Optional<Claimed> claimed = tryClaim(handle, next.get(), visibility);
                if (claimed.isPresent()) {
                    return claimed;
                }
            }
        });
    }

    private Optional<Candidate> oldestVisible(Handle handle, String queue) {
        return handle.createQuery("select id, body, attempts, visible_at from queue_message"
                        + " where queue = :queue and visible_at <= :now order by id limit 1")
                .bind("queue", queue)
                .bind("now", clock.millis())
                .map((row, context) -> new Candidate(
                        row.getString("id"), row.getString("body"), row.getInt("attempts"), row.getLong("visible_at")))
                .findOne();
    }

    private Optional<Claimed> tryClaim(Handle handle, Candidate seen, Duration visibility) {
        String claim = UUID.randomUUID().toString();
        int updated = handle.createUpdate("update queue_message"
                        + " set claim = :claim, visible_at = :until, attempts = attempts + 1"
                        + " where id = :id and visible_at = :seenVisibleAt and attempts = :seenAttempts")
                .bind("claim", claim)
                .bind("until", clock.millis() + visibility.toMillis())
                .bind("id", seen.id())
                .bind("seenVisibleAt", seen.visibleAt())
                .bind("seenAttempts", seen.attempts())
                .execute();
        return updated == 1
                ? Optional.of(new Claimed(seen.id(), seen.body(), seen.attempts() + 1, claim))
                : Optional.empty();
    }

    void renew(Claimed message, Duration visibility) {
        hold(message, visibility, "");
    }

    void retry(Claimed message, Duration delay) {
        hold(message, delay, ", claim = null");
    }

    void release(Claimed message) {
        hold(message, Duration.ZERO, ", claim = null, attempts = attempts - 1");
    }

    private void hold(Claimed message, Duration delay, String more) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update queue_message set visible_at = :until" + more + " where id = :id and claim = :claim")
                .bind("until", clock.millis() + delay.toMillis())
                .bind("id", message.id())
                .bind("claim", message.claim())
                .execute());
    }

    void done(Claimed message) {
        jdbi.useHandle(handle -> delete(handle, message));
    }

    private static int delete(Handle handle, Claimed message) {
        return handle.createUpdate("delete from queue_message where id = :id and claim = :claim")
                .bind("id", message.id())
                .bind("claim", message.claim())
                .execute();
    }

    void bury(String queue, Claimed message, String reason) {
        jdbi.useTransaction(handle -> {
            if (delete(handle, message) == 1) {
                SqlDeadLetters.add(handle, queue, message, reason, clock.instant());
            }
        });
    }

    /** Returns the dead letters of a queue. */
    SqlDeadLetters dead(String queue, Runnable wake) {
        return new SqlDeadLetters(jdbi, clock, queue, wake);
    }

    long countWaiting(String queue) {
        return count(queue, "(claim is null or visible_at <= :now)");
    }

    long countReady(String queue) {
        return count(queue, "visible_at <= :now");
    }

    private long count(String queue, String condition) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from queue_message where queue = :queue and " + condition)
                        .bind("queue", queue)
                        .bind("now", clock.millis())
                        .mapTo(Long.class)
                        .one());
    }
}
