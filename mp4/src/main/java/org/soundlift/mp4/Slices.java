package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.Objects;

/** Parts of bytes in memory. The same method of {@link ByteBuffer} is newer than what browsers get of the JDK. */
final class Slices {
    private Slices() {}

    /**
     * Returns {@code bytes} bytes from {@code start} on, wherever the buffer's position is.
     *
     * @throws IndexOutOfBoundsException if they are not all there
     */
    static ByteBuffer of(ByteBuffer data, int start, int bytes) {
        Objects.checkFromIndexSize(start, bytes, data.limit());
        ByteBuffer whole = data.duplicate();
        whole.limit(start + bytes);
        whole.position(start);
        return whole.slice();
    }
}
