package org.soundlift.core.media;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Media that arrive in pieces, with any time between them and through any process. What is durable stays until the media are
 * committed or discarded, and no reader sees it. For one thread; of an id, one at a time.
 */
public abstract class PartialMedia extends OutputStream {
    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** @throws InsufficientStorageException if there is no room left */
    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;

    /** Makes the bytes written so far durable. */
    @Override
    public abstract void flush() throws IOException;

    /** Returns how many bytes are durable, of all pieces so far. */
    public abstract long durable();

    /** Makes the bytes written so far durable and visible, in this order. Nothing may be written after. */
    public abstract void commit() throws IOException;

    /** Leaves what is durable for later. */
    @Override
    public abstract void close() throws IOException;
}
