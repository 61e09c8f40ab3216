package org.soundlift.lifter;

import java.nio.ByteBuffer;
import org.soundlift.mp4.Ranges;

/**
 * Reads a file of the browser. Each reading costs it about a millisecond, however short it is, in which it could read a quarter of a
 * megabyte: smaller gaps are read as well rather than left out, and the more of them there were, the more is read at once.
 */
final class FileRanges implements Ranges {
    private static final int NEAR = 1 << 18;
    private static final int MOST = 1 << 22;

    private final FileBytes file;
    private final long size;
    private byte[] block = {};
    private long blockStart;
    private int ahead = NEAR; // Bytes to read where the next ones are near.

    FileRanges(FileBytes file) {
        this.file = file;
        this.size = (long) file.getSize();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer target) {
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

    private void readBlock(long position, int bytes) {
        long gap = position - blockStart - block.length;
        boolean isNear = gap >= 0 && gap < NEAR;
        int wanted = isNear ? Math.max(ahead, bytes) : bytes;
        ahead = isNear ? Math.min(2 * ahead, MOST) : NEAR;
        block = file.read((double) position, (int) Math.min(wanted, size - position))
                .toJavaArray();
        blockStart = position;
    }
}
