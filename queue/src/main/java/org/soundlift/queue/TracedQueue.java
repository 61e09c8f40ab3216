package org.soundlift.queue;

import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.trace.CurrentTrace;
import org.soundlift.core.trace.TraceContext;
import org.soundlift.core.trace.Tracing;

/**
 * A queue whose messages belong to traces: handling one is a piece of its trace, and what is logged meanwhile bears its id.
 *
 * @param trace returns the trace of a message
 */
public record TracedQueue<T>(
        String name, WorkQueue<T> queue, Tracing tracing, Function<T, Optional<TraceContext>> trace)
        implements WorkQueue<T> {
    private static final Logger LOG = LoggerFactory.getLogger(TracedQueue.class);

    @Override
    public void publish(T message) throws QueueUnavailableException {
        queue.publish(message);
    }

    @Override
    public Subscription subscribe(int slots, Handler<T> handler) {
        return queue.subscribe(slots, delivery -> handle(delivery, handler));
    }

    private Outcome handle(Delivery<T> delivery, Handler<T> handler) {
        try (Tracing.Span span =
                tracing.begin("process " + name, Tracing.Kind.CONSUMER, trace.apply(delivery.message()))) {
            CurrentTrace.set(span.context());
            MDC.put(CurrentTrace.ID, span.context().traceId());
            span.note("messaging.destination.name", name);
            span.note("messaging.operation.type", "process");
            span.note("soundlift.delivery", delivery.deliveryCount());
            return handle(delivery, handler, span);
        } finally {
            CurrentTrace.clear();
            MDC.remove(CurrentTrace.ID);
        }
    }

    private Outcome handle(Delivery<T> delivery, Handler<T> handler, Tracing.Span span) {
        try {
            Outcome outcome = handler.handle(delivery);
            switch (outcome) {
                case Outcome.Retry(String reason) -> span.fail(reason);
                case Outcome.Reject(String reason) -> span.fail(reason);
                default -> {}
            }
            return outcome;
        } catch (Exception e) { // As MessageHandler does; but here the line of the log has the id of the request.
            LOG.warn("Queue {}: delivery {} failed", name, delivery.deliveryCount(), e);
            span.fail(e.toString());
            return new Outcome.Retry(e.toString());
        }
    }

    @Override
    public long waiting() throws QueueUnavailableException {
        return queue.waiting();
    }

    @Override
    public long ready() throws QueueUnavailableException {
        return queue.ready();
    }

    @Override
    public DeadLetters dead() {
        return queue.dead();
    }
}
