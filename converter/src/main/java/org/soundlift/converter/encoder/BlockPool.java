package org.soundlift.converter.encoder;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** The memory of one conversion's samples. It is what holds a decoder back that is faster than its encoders. */
final class BlockPool implements AutoCloseable {
    /** Enough for one encoder that follows its decoder. */
    static final int FEW = 16;

    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Arena arena = Arena.ofShared();
    private final Deque<Block> free = new ArrayDeque<>();
    private final int samples;
    private final int sampleBytes;
    private int used;

    /**
     * An empty pool.
     *
     * @param samples of each channel in a block
     * @param sampleBytes of one sample of all channels
     */
    BlockPool(int samples, int sampleBytes) {
        this.samples = samples;
        this.sampleBytes = sampleBytes;
    }

    int blockSamples() {
        return samples;
    }

    /**
     * Waits until fewer are used than allowed.
     *
     * @param limit returns the number that may be used just now
     * @param givenUp returns true if none is wanted any more; then one is given at once
     */
    synchronized Block take(LongSupplier limit, BooleanSupplier givenUp) throws InterruptedException {
        while (used >= limit.getAsLong() && !givenUp.getAsBoolean()) {
            wait(LOOK_AGAIN_MILLIS); // Another conversion may have ended, so that more are allowed.
        }
        used++;
        return free.isEmpty() ? allocate() : free.removeFirst();
    }

    private Block allocate() {
        return new Block(arena.allocate(ValueLayout.JAVA_BYTE, (long) samples * sampleBytes), sampleBytes);
    }

    /** One of its users needs it no more. */
    synchronized void release(Block block) {
        if (block.release()) {
            used--;
            free.addFirst(block); // The one that the caches still know.
            notifyAll();
        }
    }

    /** Gives all memory back; no block may be used any more. */
    @Override
    public void close() {
        arena.close();
    }
}
