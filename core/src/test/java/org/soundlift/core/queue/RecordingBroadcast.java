package org.soundlift.core.queue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers what was sent, for tests, and passes it to its listeners at once. */
public final class RecordingBroadcast<T> implements Broadcast<T> {
    private final List<T> sent = new CopyOnWriteArrayList<>();
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();

    public List<T> sent() {
        return List.copyOf(sent);
    }

    @Override
    public void send(T message) {
        sent.add(message);
        listeners.forEach(listener -> listener.accept(message));
    }

    @Override
    public void listen(Consumer<T> listener) {
        listeners.add(listener);
    }
}
