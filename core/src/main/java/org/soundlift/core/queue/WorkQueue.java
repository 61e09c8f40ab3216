package org.soundlift.core.queue;

/**
 * Carries work from its producer to a consumer, at least once.
 *
 * <p>A message that {@link #publish} has taken is delivered until a handler returns {@link Outcome.Done} or
 * {@link Outcome.Reject}, whatever dies in between. The same message may be delivered again, also while a handler
 * that was thought dead still works on it: handlers must be repeatable. Messages are delivered about in the order of
 * arrival. All calls may come from any thread.
 */
public interface WorkQueue<T> {
    /**
     * Takes a message; it is durable when this returns.
     *
     * @throws QueueUnavailableException if it could not be made durable; it may then have arrived nonetheless
     */
    void publish(T message) throws QueueUnavailableException;

    /**
     * Delivers messages to {@code handler}, on threads of the queue, at most {@code slots} at a time. A handler that
     * throws is treated as {@link Outcome.Retry}.
     */
    Subscription subscribe(int slots, Handler<T> handler);

    /** Returns the messages that wait for a handler now, those delayed for a retry included. */
    long waiting() throws QueueUnavailableException;

    /** Returns the messages that a handler could have at once. */
    long ready() throws QueueUnavailableException;

    /** Returns the messages that were rejected and are kept. */
    DeadLetters dead();

    /** Does the work that a message asks for. */
    @FunctionalInterface
    interface Handler<T> {
        Outcome handle(Delivery<T> delivery) throws Exception;
    }

    /**
     * A message on its way to a handler.
     *
     * @param deliveryCount from 1; grows with each delivery, except after {@link Outcome.Release}
     */
    record Delivery<T>(T message, int deliveryCount) {}

    /** The running connection between a queue and a handler. */
    interface Subscription extends AutoCloseable {
        /** Starts no further handler. Returns at once; what runs goes on. */
        void stop();

        /** Starts no further handler and waits until those that run have returned. */
        @Override
        void close();
    }
}
