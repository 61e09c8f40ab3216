package org.soundlift.core.queue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was published, for tests; delivers only what the test hands it. */
public final class RecordingWorkQueue<T> implements WorkQueue<T> {
    private final List<T> published = new CopyOnWriteArrayList<>();
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
        handler.orElseThrow().handle(new Delivery<>(message, 1));
    }

    @Override
    public Subscription subscribe(int slots, Handler<T> subscriber) {
        handler = Optional.of(subscriber);
        return new Subscription() {
            @Override
            public void stop() {
                handler = handler.filter(present -> !present.equals(subscriber));
            }

            @Override
            public void close() {
                stop();
            }
        };
    }

    /** Returns true if there is a subscriber. */
    public boolean hasHandler() {
        return handler.isPresent();
    }

    @Override
    public long waiting() {
        return published.size();
    }

    @Override
    public FakeDeadLetters dead() {
        return dead;
    }
}
