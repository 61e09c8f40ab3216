package org.soundlift.converter.encoder;

import java.io.IOException;
import org.soundlift.converter.sound.Pcm;

/** Reads a sound into blocks. */
final class BlockReader {
    /** Read at a time: few, so that encoders beside it keep their place in the caches. */
    private static final int SLICE_BYTES = 1 << 15;

    private final Pcm pcm;
    private final int blockBytes;
    private final byte[] slice = new byte[SLICE_BYTES];

    /** @param blockSamples of each channel that make a block full */
    BlockReader(Pcm pcm, int blockSamples) {
        this.pcm = pcm;
        this.blockBytes = blockSamples * pcm.channels() * Float.BYTES;
    }

    /** Fills a block anew. Returns whether it is full, which it is unless the sound has ended. */
    boolean fill(Block block) throws IOException {
        block.begin(pcm.samples());
        int done = 0;
        while (done < blockBytes) {
            int count = pcm.read(slice, 0, Math.min(SLICE_BYTES, blockBytes - done));
            if (count <= 0) {
                return false;
            }
            block.append(slice, count);
            done += count;
        }
        return true;
    }
}
