package org.soundlift.core.queue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what was published, for tests; delivers only what the test hands it. */
public final class RecordingWorkQueue<T> implements WorkQueue<T> {
    private final List<T> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger slots = new AtomicInteger();
    private volatile boolean filling;
    private final FakeDeadLetters dead = new FakeDeadLetters();
    private volatile Optional<Handler<T>> handler = Optional.empty();

    public List<T> published() {
        return List.copyOf(published);
    }

    /** Forgets what was published, as a broker whose queue is deleted. */
    public void lose() {
        published.clear();
    }

    @Override
    public void publish(T message) {
        published.add(message);
    }

    /** Gives the message to the subscriber, as another service's message would come. */
    public void deliver(T message) throws Exception {
        deliver(message, 1);
    }

    /** Gives the message to the subscriber, as for that time. */
    public Outcome deliver(T message, int deliveryCount) throws Exception {
        return handler.orElseThrow().handle(new Delivery<>(message, deliveryCount));
    }

    /** Returns the messages that all subscribers together take at a time. */
    public int slots() {
        return slots.get();
    }

    @Override
    public Subscription subscribe(int taken, Handler<T> subscriber) {
        handler = Optional.of(subscriber);
        slots.addAndGet(taken);
        return new Subscription() {
            private boolean stopped;

            @Override
            public void stop() {
                if (!stopped) {
                    stopped = true;
                    slots.addAndGet(-taken);
                }
            }

            @Override
            public void close() {
                stop();
            }
        };
    }

    @Override
    public long waiting() {
        return published.size();
    }

    /** Has no handler take anything from now on, so that what is published stays ready. */
    public void fill() {
        filling = true;
    }

    /** Unless it is to fill, it always has room for more. */
    @Override
    public long ready() {
        return filling ? published.size() : 0;
    }

    @Override
    public FakeDeadLetters dead() {
        return dead;
    }
}
