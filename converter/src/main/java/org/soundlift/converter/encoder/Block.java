package org.soundlift.converter.encoder;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Some samples in native memory, each channel for itself, as LAME wants them. Blocks are used again and again: whoever is
 * given one releases it.
 */
final class Block {
    private static final float FULL_SCALE = 32_768;
    /** Louder samples, 36 dB above full scale, come from no recording. */
    private static final float LOUDEST = 64;

    private final MemorySegment left;
    private final MemorySegment right;
    private final int channels;
    private long first;
    private int samples;
    private int users;

    /** @param right the same as {@code left} where there is one channel */
    Block(MemorySegment left, MemorySegment right) {
        this.left = left;
        this.right = right;
        this.channels = left.equals(right) ? 1 : 2;
    }

    /**
     * Makes it empty.
     *
     * @param position of its first sample, in the whole
     */
    void begin(long position) {
        first = position;
        samples = 0;
    }

    /**
     * Appends samples from a decoder.
     *
     * @param interleaved with full scale at 1; those that are no numbers become 0
     * @param count of samples of each channel
     * @param scratch room for those of one channel: arrays are what the compiler makes the fastest loops of
     */
    void append(float[] interleaved, int count, float[] scratch) {
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0, from = channel; i < count; i++, from += channels) {
                scratch[i] = scaled(interleaved[from]);
            }
            MemorySegment.copy(
                    scratch,
                    0,
                    channel == 0 ? left : right,
                    ValueLayout.JAVA_FLOAT,
                    (long) samples * Float.BYTES,
                    count);
        }
        samples += count;
    }

    /** By comparisons alone, of which the first two decide nearly always: several times as fast as {@link Math#min} and {@link Math#max}. */
    private static float scaled(float sample) {
        if (sample >= -LOUDEST) {
            return sample <= LOUDEST ? sample * FULL_SCALE : LOUDEST * FULL_SCALE;
        }
        return sample < -LOUDEST ? -LOUDEST * FULL_SCALE : 0;
    }

    long first() {
        return first;
    }

    long end() {
        return first + samples;
    }

    MemorySegment left(long from) {
        return left.asSlice((from - first) * Float.BYTES);
    }

    MemorySegment right(long from) {
        return right.asSlice((from - first) * Float.BYTES);
    }

    /** Tells how many will release it. */
    void share(int number) {
        users = number;
    }

    /** Whether that was the last of them. Must be called by one thread at a time. */
    boolean release() {
        users--;
        return users == 0;
    }
}
