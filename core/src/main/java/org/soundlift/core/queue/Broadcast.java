package org.soundlift.core.queue;

import java.util.function.Consumer;

/**
 * Sends a message to all present listeners. Lossy by design: never waits, never fails, keeps nothing for listeners
 * that come later. A message that must not be lost goes through a {@link WorkQueue}.
 */
public interface Broadcast<T> {
    void send(T message);

    /** Calls {@code listener} for each message from now on, on a thread of the sender: it must be quick. */
    void listen(Consumer<T> listener);
}
