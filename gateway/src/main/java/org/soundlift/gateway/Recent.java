package org.soundlift.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.JdbiException;

/**
 * Figures of the database, asked for once where several are wanted at a time: a database that is away would else be waited for with
 * each of them. For any thread.
 */
final class Recent<T> {
    private static final Duration FRESH = Duration.ofSeconds(3);

    private final Supplier<T> source;
    private final Clock clock;
    private Optional<T> value = Optional.empty();
    private Instant asked = Instant.EPOCH;

    Recent(Supplier<T> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Returns the figures; empty if the database does not answer. */
    synchronized Optional<T> get() {
        if (Duration.between(asked, clock.instant()).abs().compareTo(FRESH) > 0) {
            try {
                value = Optional.of(source.get());
            } catch (JdbiException e) {
                value = Optional.empty();
            }
            asked = clock.instant();
        }
        return value;
    }
}
