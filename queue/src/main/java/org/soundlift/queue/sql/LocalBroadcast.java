package org.soundlift.queue.sql;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.soundlift.core.queue.Broadcast;

/** Tells the listeners in this JVM. */
final class LocalBroadcast<T> implements Broadcast<T> {
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void send(T message) {
        listeners.forEach(listener -> listener.accept(message));
    }

    @Override
    public void listen(Consumer<T> listener) {
        listeners.add(listener);
    }
}
