package org.soundlift.mp4;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Streams one behind the other, as {@code java.io.SequenceInputStream} has them, which browsers don't get. */
final class JoinedStream extends BlockStream {
    private final Deque<InputStream> left;

    JoinedStream(List<InputStream> streams) {
        this.left = new ArrayDeque<>(streams);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (!left.isEmpty()) {
            int count = left.getFirst().read(target, offset, length);
            if (count >= 0) {
                return count;
            }
            left.removeFirst().close();
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        while (!left.isEmpty()) {
            left.removeFirst().close();
        }
    }
}
