package org.soundlift.queue.json;

/** A message as JSON text and back. */
public interface MessageCodec<T> {
    String encode(T message);

    /** @throws IllegalArgumentException if the text is no such message, or one of a newer version */
    T decode(String json);
}
