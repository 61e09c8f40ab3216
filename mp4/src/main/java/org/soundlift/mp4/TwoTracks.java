package org.soundlift.mp4;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Two tracks of one channel as the samples of two channels: a sample of the left one, a sample of the right one. */
final class TwoTracks extends BlockStream {
    private static final int BLOCK_SAMPLES = 1 << 12;

    private final InputStream left;
    private final InputStream right;
    private final int sampleBytes;
    private final byte[] block;
    private byte[] both = {};
    private int read;

    /** @param sampleBytes of one channel */
    TwoTracks(InputStream left, InputStream right, int sampleBytes) {
        this.left = left;
        this.right = right;
        this.sampleBytes = sampleBytes;
        this.block = new byte[BLOCK_SAMPLES * sampleBytes];
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (read == both.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, both.length - read);
        System.arraycopy(both, read, target, offset, count);
        read += count;
        return count;
    }

    private boolean fill() throws IOException {
        int bytes = left.readNBytes(block, 0, block.length);
        both = new byte[2 * bytes];
        read = 0;
        put(bytes, 0);
        if (right.readNBytes(block, 0, bytes) < bytes) {
            throw new EOFException("the right track is shorter than the left one");
        }
        put(bytes, sampleBytes);
        return bytes > 0;
    }

    private void put(int bytes, int to) {
        for (int i = 0; i < bytes; i += sampleBytes) {
            System.arraycopy(block, i, both, 2 * i + to, sampleBytes);
        }
    }
}
