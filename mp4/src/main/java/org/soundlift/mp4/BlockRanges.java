package org.soundlift.mp4;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file of which each reading costs something, however short it is. Gaps below 256 KiB are read as well rather than left out, and
 * the more of them there were, the more is read at once.
 */
public abstract class BlockRanges implements Ranges {
    /** Gaps below it are read as well, bytes. */
    private static final int NEAR = 1 << 18;

    private static final int MOST = 1 << 22;

    private final long size;
    private byte[] block = {};
    private long blockStart;
    private int ahead = NEAR; // Bytes to read where the next ones are near.

    /** @param size of the file, bytes */
    protected BlockRanges(long size) {
        this.size = size;
    }

    /**
     * Reads a block.
     *
     * @param bytes that are in the file from {@code position} on
     * @return as many, or others than asked for, one at least
     */
    protected abstract byte[] block(long position, int bytes) throws IOException;

    @Override
    public final long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) throws IOException {
        if (position >= size) {
            return -1;
        }
        if (position < blockStart || position >= blockStart + block.length) {
            readBlock(position, target.remaining());
        }
        int from = (int) (position - blockStart);
        int count = Math.min(target.remaining(), block.length - from);
        target.put(block, from, count);
        return count == 0 && target.hasRemaining() ? -1 : count;
    }

    private void readBlock(long position, int bytes) throws IOException {
        long gap = position - blockStart - block.length;
        boolean isNear = gap >= 0 && gap < NEAR;
        int wanted = isNear ? Math.max(ahead, bytes) : bytes;
        ahead = isNear ? Math.min(2 * ahead, MOST) : NEAR;
        block = block(position, (int) Math.min(wanted, size - position));
        blockStart = position;
    }
}
