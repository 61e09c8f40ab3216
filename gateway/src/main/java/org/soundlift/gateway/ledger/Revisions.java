package org.soundlift.gateway.ledger;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers changes: microseconds since 1970, never one twice. Other gateways on the same database count alike. */
final class Revisions {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    Revisions(Clock clock) {
        this.clock = clock;
    }

    long next() {
        long now = clock.millis() * 1000;
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
