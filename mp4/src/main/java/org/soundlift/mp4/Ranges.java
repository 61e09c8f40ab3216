package org.soundlift.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of a file, read by their places: the only way in which this module reads. */
public interface Ranges {
    /** Returns the size of the file, bytes. */
    long size() throws IOException;

    /**
     * Reads some of the bytes from {@code position} on, one at least.
     *
     * @return how many were read, or -1 if the file ends there; 0 only where {@code target} has no room
     */
    int read(long position, ByteBuffer target) throws IOException;

    /** Returns the bytes from {@code position} on, fewer than {@code bytes} only where the file ends. */
    default ByteBuffer upTo(long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(bytes, Math.max(0, size() - position)));
        int count = 0;
        while (buffer.hasRemaining() && count >= 0) {
            count = read(position + buffer.position(), buffer);
        }
        return buffer.flip();
    }
}
