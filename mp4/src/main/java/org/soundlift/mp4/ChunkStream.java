package org.soundlift.mp4;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The bytes of all chunks, one behind the other. Fills what it is given, so that small chunks make no small reads. */
final class ChunkStream extends BlockStream {
    private final Chunks chunks;
    private final Ranges source;
    private int extent;
    private long done;

    ChunkStream(Chunks chunks, Ranges source) {
        this.chunks = chunks;
        this.source = source;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        while (buffer.hasRemaining() && extent < chunks.extents()) {
            readExtent(buffer);
        }
        int count = buffer.position() - offset;
        return count == 0 && length > 0 ? -1 : count;
    }

    private void readExtent(ByteBuffer buffer) throws IOException {
        long left = chunks.bytes(extent) - done;
        if (left == 0) {
            extent++;
            done = 0;
            return;
        }
        int limit = buffer.limit();
        buffer.limit((int) Math.min(limit, buffer.position() + left));
        long position = chunks.offset(extent) + done;
        int count = source.read(position, buffer);
        buffer.limit(limit);
        if (count < 0) {
            throw new EOFException("the video ends at " + position + ", before its samples do");
        }
        done += count;
    }
}
