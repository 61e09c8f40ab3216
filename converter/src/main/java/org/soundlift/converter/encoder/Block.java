package org.soundlift.converter.encoder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.soundlift.converter.sound.Pcm;

/**
 * Some samples of all channels, in native memory, as {@link Pcm} gives them. Blocks are used again and again: each user releases
 * its block.
 */
final class Block {
    private final MemorySegment memory;
    private final int sampleBytes;
    private long first;
    private int samples;
    private int users;

    /** @param sampleBytes of one sample of all channels */
    Block(MemorySegment memory, int sampleBytes) {
        this.memory = memory;
        this.sampleBytes = sampleBytes;
    }

    /**
     * Empties it.
     *
     * @param position of its first sample, in the whole
     */
    void begin(long position) {
        first = position;
        samples = 0;
    }

    /** Appends whole samples. */
    void append(byte[] from, int bytes) {
        MemorySegment.copy(from, 0, memory, ValueLayout.JAVA_BYTE, (long) samples * sampleBytes, bytes);
        samples += bytes / sampleBytes;
    }

    /** Copies {@code count} samples, beginning with {@code from} of the whole. */
    void copyTo(byte[] target, int offset, long from, int count) {
        MemorySegment.copy(
                memory, ValueLayout.JAVA_BYTE, (from - first) * sampleBytes, target, offset, count * sampleBytes);
    }

    long first() {
        return first;
    }

    /** Position behind the last sample, in the whole. */
    long end() {
        return first + samples;
    }

    /** Sets how many users will release it. */
    void share(int number) {
        users = number;
    }

    /** Returns whether that was the last user. Must be called by one thread at a time. */
    boolean release() {
        users--;
        return users == 0;
    }
}
