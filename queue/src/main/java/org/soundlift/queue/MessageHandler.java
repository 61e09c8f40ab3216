package org.soundlift.queue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.queue.json.MessageCodec;

/** What is done with a message, whichever queue it comes from: read, handled, and never without an outcome. */
public record MessageHandler<T>(
        String queue, MessageCodec<T> codec, RetryPolicy retries, WorkQueue.Handler<T> handler) {
    private static final Logger LOG = LoggerFactory.getLogger(MessageHandler.class);

    /** @return never {@link Outcome.Retry} once the attempts are used up */
    public Outcome handle(String body, int attempt) {
        T message;
        try {
            message = codec.decode(body);
        } catch (IllegalArgumentException e) {
            return new Outcome.Reject("unreadable: " + e.getMessage());
        }
        Outcome outcome = outcome(new WorkQueue.Delivery<>(message, attempt));
        return outcome instanceof Outcome.Retry(String reason) && attempt >= retries.maxAttempts()
                ? new Outcome.Reject(reason)
                : outcome;
    }

    private Outcome outcome(WorkQueue.Delivery<T> delivery) {
        try {
            return handler.handle(delivery);
        } catch (Exception | Error e) {
            // Errors too: one that ended the consumer's thread would leave its message unsettled for ever.
            LOG.warn("Queue {}: attempt {} failed", queue, delivery.attempt(), e);
            return new Outcome.Retry(e.toString());
        }
    }
}
