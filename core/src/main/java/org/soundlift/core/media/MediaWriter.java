package org.soundlift.core.media;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Media on their way into a {@link MediaStore}. Closing without {@link #commit()} leaves nothing behind. For one
 * thread.
 */
public abstract class MediaWriter extends OutputStream {
    @Override
    public final void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** @throws InsufficientStorageException if there is no room left */
    @Override
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;

    /** Makes the bytes written so far durable and visible, in this order. Nothing may be written after. */
    public abstract void commit() throws IOException;
}
