package org.soundlift.converter.encoder;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
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
    private final int channels;
    private int used;

    /** @param samples of each channel in a block */
    BlockPool(int samples, int channels) {
        this.samples = samples;
        this.channels = channels;
    }

    int blockSamples() {
        return samples;
    }

    /**
     * Waits until fewer are used than allowed.
     *
     * @param limit how many may be used just now
     * @param givenUp whether nobody wants one any more; then it gives one at once
     */
    synchronized Block take(LongSupplier limit, BooleanSupplier givenUp) throws InterruptedException {
        while (used >= limit.getAsLong() && !givenUp.getAsBoolean()) {
            wait(LOOK_AGAIN_MILLIS); // Another conversion may have ended, so that more are allowed.
        }
        used++;
        return free.isEmpty() ? allocate() : free.removeFirst();
    }

    private Block allocate() {
        MemorySegment left = arena.allocate(ValueLayout.JAVA_FLOAT, samples);
        return new Block(left, channels == 1 ? left : arena.allocate(ValueLayout.JAVA_FLOAT, samples));
    }

    /** One of its users needs it no more. */
    synchronized void release(Block block) {
        if (block.release()) {
            used--;
            free.addFirst(block); // The one that the caches still know.
            notifyAll();
        }
    }

    /** Gives all memory back; nobody may use a block any more. */
    @Override
    public void close() {
        arena.close();
    }
}
