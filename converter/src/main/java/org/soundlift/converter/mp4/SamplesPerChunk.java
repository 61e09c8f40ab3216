package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;

/** Box {@code stsc} (ISO/IEC 14496-12 §8.7.4), read once from front to back. */
final class SamplesPerChunk {
    private final ByteBuffer data;
    private long entriesLeft;
    private long samples;
    private long nextFirstChunk;
    private long nextSamples;

    SamplesPerChunk(ByteBuffer data) {
        this.data = data;
        this.entriesLeft = SampleSizes.entryCount(data, 12);
        advance();
    }

    /** How many samples a chunk has; ask in ascending order, from 1. */
    long inChunk(long chunk) {
        while (chunk >= nextFirstChunk) {
            samples = nextSamples;
            advance();
        }
        return samples;
    }

    private void advance() {
        if (entriesLeft-- > 0) {
            nextFirstChunk = Integer.toUnsignedLong(data.getInt());
            nextSamples = Integer.toUnsignedLong(data.getInt());
            data.getInt(); // The sample description's index.
        } else {
            nextFirstChunk = Long.MAX_VALUE;
        }
    }
}
