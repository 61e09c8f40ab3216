package org.soundlift.converter.encoder;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The frames that one encoder contributes, and the samples for them, which may still be coming. */
final class Chunk {
    /** Behind the last frame of any sound. */
    static final long LAST = 1L << 45;

    private final long number;
    private final long firstFrame;
    private final long plannedEnd;
    private final BlockingQueue<Optional<Block>> blocks = new LinkedBlockingQueue<>();
    private volatile long endFrame;

    /**
     * An empty chunk.
     *
     * @param plannedEnd the frame behind its last one, if there is sound enough
     */
    Chunk(long number, long firstFrame, long plannedEnd) {
        this.number = number;
        this.firstFrame = firstFrame;
        this.plannedEnd = plannedEnd;
        this.endFrame = plannedEnd;
    }

    long number() {
        return number;
    }

    long firstFrame() {
        return firstFrame;
    }

    long plannedEnd() {
        return plannedEnd;
    }

    /** The frame behind its last one; final when {@link #next} has found the end. */
    long endFrame() {
        return endFrame;
    }

    void add(Block block) {
        blocks.add(Optional.of(block));
    }

    /** No more samples come. */
    void end() {
        blocks.add(Optional.empty());
    }

    /** The sound ends in this chunk: all that its encoder makes of it belongs here. */
    void endAsLast() {
        endFrame = LAST;
        end();
    }

    /** The sound has ended before this chunk. */
    void endAsVoid() {
        endFrame = firstFrame;
        end();
    }

    /** Waits for more samples; empty at the end. */
    Optional<Block> next() throws InterruptedException {
        return blocks.take();
    }
}
