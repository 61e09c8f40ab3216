package org.soundlift.core.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what was published, for tests; delivers nothing. */
public final class RecordingWorkQueue<T> implements WorkQueue<T> {
    private final List<T> published = new CopyOnWriteArrayList<>();

    public List<T> published() {
        return List.copyOf(published);
    }

    @Override
    public void publish(T message) {
        published.add(message);
    }

    @Override
    public Subscription subscribe(int slots, Handler<T> handler) {
        return new Subscription() {
            @Override
            public void stop() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public long waiting() {
        return published.size();
    }

    @Override
    public long dead() {
        return 0;
    }
}
