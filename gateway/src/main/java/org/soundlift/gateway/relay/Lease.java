package org.soundlift.gateway.relay;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * The right to do something that only one of several gateways may do at a time. It ends by itself when its holder
 * dies. Clocks that differ by more than the lease lasts let two hold it, so what it guards must do no harm when it is
 * done twice.
 */
public final class Lease {
    private static final Duration LENGTH = Duration.ofSeconds(10);
    /** No lease ends so late, unless a clock was wrong when it was taken: then it holds nobody up. */
    private static final Duration NEVER = LENGTH.multipliedBy(6);

    private static final Duration RENEWED_AFTER = LENGTH.dividedBy(3);

    private final Jdbi jdbi;
    private final Clock clock;
    private final String name;
    private final String holder = UUID.randomUUID().toString();
    private Instant renewed = Instant.MIN;

    public Lease(Jdbi jdbi, Clock clock, String name) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.name = name;
    }

    /** Returns true if this gateway has it; takes it where no other has. */
    public boolean isHeld() {
        Instant now = clock.instant();
        if (!now.isBefore(renewed) && now.isBefore(renewed.plus(RENEWED_AFTER))) { // A clock may be put back.
            return true;
        }
        boolean held = set(now.plus(LENGTH), now) == 1;
        renewed = held ? now : Instant.MIN;
        return held;
    }

    /** Lets another have it. */
    public void release() {
        if (!renewed.equals(Instant.MIN)) {
            set(Instant.EPOCH, Instant.EPOCH);
        }
    }

    private int set(Instant endsAt, Instant now) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("update gateway_lease set holder = :holder, ends_at = :endsAt"
                                + " where name = :name and (holder = :holder or ends_at < :now or ends_at > :never)")
                        .bind("holder", holder)
                        .bind("endsAt", endsAt.toEpochMilli())
                        .bind("name", name)
                        .bind("now", now.toEpochMilli())
                        .bind("never", now.plus(NEVER).toEpochMilli())
                        .execute());
    }
}
