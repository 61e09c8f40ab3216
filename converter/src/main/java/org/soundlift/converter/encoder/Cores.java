package org.soundlift.converter.encoder;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the threads of all conversions that encode, and tells if there is a core for another. */
final class Cores {
    private final int count;
    private final AtomicInteger busy = new AtomicInteger();

    Cores(int count) {
        this.count = count;
    }

    int busy() {
        return busy.get();
    }

    /** For the one thread that each conversion has in any case. */
    void take() {
        busy.incrementAndGet();
    }

    /** Takes a core for one thread more, if there is one that is idle. */
    boolean tryTake() {
        return busy.getAndUpdate(now -> now < count ? now + 1 : now) < count;
    }

    void giveBack() {
        busy.decrementAndGet();
    }

    boolean hasIdle() {
        return busy.get() < count;
    }

    boolean isOverbooked() {
        return busy.get() > count;
    }
}
