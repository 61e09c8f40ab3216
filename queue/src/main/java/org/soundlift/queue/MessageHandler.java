package org.soundlift.queue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.queue.json.MessageCodec;

/** Decodes a message, runs its handler, and always yields an outcome. */
public record MessageHandler<T>(
        String queue, MessageCodec<T> codec, RetryPolicy retries, WorkQueue.Handler<T> handler) {
    private static final Logger LOG = LoggerFactory.getLogger(MessageHandler.class);

    /** @return never {@link Outcome.Retry} once the deliveries are used up */
    public Outcome handle(String body, int deliveryCount) {
        T message;
        try {
            message = codec.decode(body);
        } catch (IllegalArgumentException e) {
            return new Outcome.Reject("unreadable: " + e.getMessage());
        }
        Outcome outcome = outcome(new WorkQueue.Delivery<>(message, deliveryCount));
        return outcome instanceof Outcome.Retry(String reason) && deliveryCount >= retries.maxDeliveries()
                ? new Outcome.Reject(reason)
                : outcome;
    }

    private Outcome outcome(WorkQueue.Delivery<T> delivery) {
        try {
            return handler.handle(delivery);
        } catch (Exception | Error e) {
            // Errors too: one that ended the consumer's thread would leave its message unsettled for ever.
            LOG.warn("Queue {}: delivery {} failed", queue, delivery.deliveryCount(), e);
            return new Outcome.Retry(e.toString());
        }
    }
}
