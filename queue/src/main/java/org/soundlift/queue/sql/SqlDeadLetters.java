package org.soundlift.queue.sql;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.QueueUnavailableException;

/** The dead letters of one queue, in a table of their own. */
final class SqlDeadLetters implements DeadLetters {
    private static final String OF_QUEUE = " from queue_dead_letter where queue = :queue";

    private final Jdbi jdbi;
    private final Clock clock;
    private final String queue;
    private final Runnable wake;

    /** @param wake is called when the queue has got a message */
    SqlDeadLetters(Jdbi jdbi, Clock clock, String queue, Runnable wake) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.queue = queue;
        this.wake = wake;
    }

    static void add(Handle handle, String queue, SqlMessages.Claimed message, String reason, Instant now) {
        handle.createUpdate("insert into queue_dead_letter (id, queue, body, attempts, reason, died_at)"
                        + " values (:id, :queue, :body, :attempts, :reason, :now)")
                .bind("id", message.id())
                .bind("queue", queue)
                .bind("body", message.body())
                .bind("attempts", message.deliveryCount())
                .bind("reason", reason)
                .bind("now", now.toEpochMilli())
                .execute();
    }

    @Override
    public long count() throws QueueUnavailableException {
        return available(() -> jdbi.withHandle(handle -> handle.createQuery("select count(*)" + OF_QUEUE)
                .bind("queue", queue)
                .mapTo(Long.class)
                .one()));
    }

    @Override
    public List<DeadLetter> list(int most) throws QueueUnavailableException {
        return available(() ->
                jdbi.withHandle(handle -> handle.createQuery("select *" + OF_QUEUE + " order by id limit :most")
                        .bind("queue", queue)
                        .bind("most", most)
                        .map((row, _) -> new DeadLetter(
                                row.getString("id"),
                                row.getString("body"),
                                row.getString("reason"),
                                row.getInt("attempts"),
                                Optional.of(Instant.ofEpochMilli(row.getLong("died_at")))))
                        .list()));
    }

    @Override
    public boolean requeue(String id) throws QueueUnavailableException {
        boolean requeued = available(() -> jdbi.inTransaction(handle -> {
            int copied = handle.createUpdate("insert into queue_message (id, queue, body, attempts, visible_at)"
                            + " select id, queue, body, 0, :now" + OF_QUEUE + " and id = :id")
                    .bind("now", clock.millis())
                    .bind("queue", queue)
                    .bind("id", id)
                    .execute();
            return copied == 1 && delete(handle, id);
        }));
        if (requeued) {
            wake.run();
        }
        return requeued;
    }

    @Override
    public boolean drop(String id) throws QueueUnavailableException {
        return available(() -> jdbi.withHandle(handle -> delete(handle, id)));
    }

    private boolean delete(Handle handle, String id) {
        return handle.createUpdate("delete" + OF_QUEUE + " and id = :id")
                        .bind("queue", queue)
                        .bind("id", id)
                        .execute()
                == 1;
    }

    static <T> T available(Supplier<T> call) throws QueueUnavailableException {
        try {
            return call.get();
        } catch (JdbiException e) {
            throw new QueueUnavailableException("the database of the queue does not answer", e);
        }
    }
}
