package org.soundlift.core.service;

import java.time.Duration;

/** The pauses between attempts at something that fails: each is twice as long as the one before. For one thread. */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private Duration next;

    /**
     * No attempt has failed yet.
     *
     * @param longest no pause is longer
     */
    public Backoff(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    /** Returns the pause after an attempt that has failed. */
    public Duration failed() {
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return pause;
    }

    /** Notes an attempt that has succeeded. */
    public void succeeded() {
        next = first;
    }
}
