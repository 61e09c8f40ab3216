package org.soundlift.core.service;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Wakes one thread that has nothing to do. Several rings before it wakes count as one. */
public final class Doorbell {
    private final BlockingQueue<Boolean> rings = new ArrayBlockingQueue<>(1);

    /** Wakes the thread, or the next wait of it. Returns at once. */
    public void ring() {
        rings.offer(true);
    }

    /** Waits for a ring. */
    public void await() throws InterruptedException {
        rings.take();
    }

    /** Waits for a ring, or until the time is over. */
    public void await(Duration longest) throws InterruptedException {
        rings.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
