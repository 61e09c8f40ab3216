package org.soundlift.mp4;

import java.nio.ByteBuffer;

/** Bytes as a file to read. */
final class MemoryRanges implements Ranges {
    private final byte[] bytes;

    MemoryRanges(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public int read(long position, ByteBuffer target) {
        if (position >= bytes.length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), bytes.length - position);
        target.put(bytes, (int) position, count);
        return count;
    }
}
