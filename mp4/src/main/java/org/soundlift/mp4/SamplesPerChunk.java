package org.soundlift.mp4;

import java.nio.ByteBuffer;

/** Box {@code stsc} (ISO/IEC 14496-12 §8.7.4), read once from front to back. */
final class SamplesPerChunk {
    private final ByteBuffer data;
    private long entriesLeft;
    private long samples;
    private int description;
    private long nextFirstChunk;
    private long nextSamples;
    private int nextDescription;

    SamplesPerChunk(ByteBuffer data) {
        this.data = data;
        this.entriesLeft = SampleTables.entryCount(data, 12);
        readNext();
    }

    /** Goes to a chunk; chunks are counted from 1, and asked for in ascending order. */
    void advanceTo(long chunk) {
        while (chunk >= nextFirstChunk) {
            samples = nextSamples;
            description = nextDescription;
            readNext();
        }
    }

    /** Returns the number of samples in the chunk. */
    long samples() {
        return samples;
    }

    /** The index of their sample description, as the file has it: it should lie from 1 to the number of these. */
    int description() {
        return description;
    }

    private void readNext() {
        if (entriesLeft-- > 0) {
            nextFirstChunk = Integer.toUnsignedLong(data.getInt());
            nextSamples = Integer.toUnsignedLong(data.getInt());
            nextDescription = data.getInt();
        } else {
            nextFirstChunk = Long.MAX_VALUE;
        }
    }
}
