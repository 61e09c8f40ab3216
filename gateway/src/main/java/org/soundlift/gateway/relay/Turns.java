package org.soundlift.gateway.relay;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.soundlift.core.service.RecentlyUsed;
import org.soundlift.gateway.ledger.Outbox;

/**
 * Serves owners in turn: the next order is of the owner that was served longest ago. Urgent ones are before all others that are not
 * in the queue yet. Thousands of videos of one owner so delay each of another's by one conversion, beside what the queue holds.
 */
final class Turns {
    private static final int REMEMBERED = 10_000;

    /** By share, the turn that it had last. */
    private final Map<String, Long> served = RecentlyUsed.map(REMEMBERED);

    private long turn;

    /** Returns the order that is to be published next. Empty if none waits. */
    Optional<Outbox.Row> next(Handle handle) {
        return Outbox.heads(handle).stream()
                .min(Comparator.comparingInt((Outbox.Row row) -> -row.priority())
                        .thenComparingLong(row -> served.getOrDefault(row.share(), 0L))
                        .thenComparing(Outbox.Row::id));
    }

    /** Notes that an order was published. */
    void served(Outbox.Row row) {
        turn++;
        served.put(row.share(), turn);
    }
}
