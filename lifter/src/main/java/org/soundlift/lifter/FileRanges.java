package org.soundlift.lifter;

import java.nio.ByteBuffer;
import org.soundlift.mp4.Ranges;

/**
 * Reads a file of the browser. Each reading costs about a millisecond there, however short it is; so what lies close together is
 * read at once.
 */
final class FileRanges implements Ranges {
    /** A gap that is read as well rather than left out, bytes. */
    private static final int NEAR = 1 << 14;

    private static final int BLOCK = 1 << 18;

    private final FileBytes file;
    private final long size;
    private byte[] block = {};
    private long blockStart;

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
        long gap = position - blockStart - block.length;
        if (position < blockStart || gap >= 0) {
            int wanted = gap >= 0 && gap < NEAR ? Math.max(BLOCK, target.remaining()) : target.remaining();
            block = file.read((double) position, (int) Math.min(wanted, size - position))
                    .toJavaArray();
            blockStart = position;
        }
        int from = (int) (position - blockStart);
        int count = Math.min(target.remaining(), block.length - from);
        target.put(block, from, count);
        return count == 0 && target.hasRemaining() ? -1 : count;
    }
}
