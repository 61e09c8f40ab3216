package org.soundlift.converter.sound;

import java.io.IOException;
import java.io.InputStream;

/** A part of a sound. What comes behind it is read all the same, for a closed pipe would make the decoder fail. */
final class WindowedSound extends SoundStream {
    private static final int BLOCK_BYTES = 1 << 16;

    private final InputStream in;
    private final byte[] block = new byte[BLOCK_BYTES];
    private long before;
    private long left;

    /** @param sampleBytes of all channels */
    WindowedSound(InputStream in, Treatment.Window window, int sampleBytes) {
        this.in = in;
        this.before = window.begin() * sampleBytes;
        this.left = window.samples() * sampleBytes;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (before > 0) {
            int skipped = in.readNBytes(block, 0, (int) Math.min(block.length, before));
            before = skipped == 0 ? 0 : before - skipped;
        }
        int count = left == 0 ? -1 : in.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            drain();
            return -1;
        }
        left -= count;
        return count;
    }

    private void drain() throws IOException {
        while (in.read(block, 0, block.length) > 0) {
            // Nothing of it is heard.
        }
    }
}
