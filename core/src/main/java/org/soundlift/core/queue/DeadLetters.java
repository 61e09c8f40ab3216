package org.soundlift.core.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The messages of a {@link WorkQueue} that were rejected and are kept, so that an operator can look at them. */
public interface DeadLetters {
    /** Returns the number of them. */
    long count() throws QueueUnavailableException;

    /** Returns the oldest of them, at most {@code most}. They stay. */
    List<DeadLetter> list(int most) throws QueueUnavailableException;

    /** Puts one into its queue again, as if it had never been delivered. Returns false if there is no such one. */
    boolean requeue(String id) throws QueueUnavailableException;

    /** Forgets one. Returns false if there is no such one. */
    boolean drop(String id) throws QueueUnavailableException;

    /**
     * A rejected message.
     *
     * @param body as it was published; it may be anything
     * @param reason of its last rejection
     * @param deliveries the number of times that a handler had it
     * @param rejectedAt empty if the queue does not know
     */
    record DeadLetter(String id, String body, String reason, int deliveries, Optional<Instant> rejectedAt) {}
}
