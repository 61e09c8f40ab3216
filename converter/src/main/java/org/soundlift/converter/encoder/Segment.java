package org.soundlift.converter.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.converter.ffmpeg.Encoding;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.join.AudioFrame;
import org.soundlift.converter.mp3.join.FrameParser;
import org.soundlift.converter.sound.SoundStream;

/**
 * The frames that one encoder makes of consecutive chunks, and the choice of those that count. Samples go in on one thread; frames come out on
 * another, later, and in bursts: the encoder is another process.
 *
 * <p>The encoder gets samples beyond its last chunk until that chunk's last frame has come out and the next encoder agrees with it.
 */
final class Segment {
    /** Much longer than an encoder takes for what it has been given; some 25 ms were seen. */
    private static final Duration LONGEST_VERDICT = Duration.ofMillis(100);

    private final ChunkPlan plan;
    private final BlockPool pool;
    private final FrameMerger merger;
    private final NextChunk next;
    private final FrameParser parser;
    private final int frameSamples;
    private final int sampleRate;
    private final int sampleBytes;

    // Of the thread that gives samples.
    private Chunk chunk;
    private Optional<Block> block = Optional.empty();
    private Optional<Chunk> following = Optional.empty();
    private boolean hasEnded;

    // Of both threads, guarded by this.
    private final List<AudioFrame> ahead = new ArrayList<>();
    private final long keepFrom;
    private long keepTo;
    private long nextFrame;
    private long fedTo;
    private boolean isBeyond;
    private boolean isSettled;
    /** The end at which the verdict was awaited for too long. */
    private long unanswered;

    /** Gives the next chunk that this encoder's thread should work on; empty if there is none. */
    @FunctionalInterface
    interface NextChunk {
        Optional<Chunk> next();
    }

    Segment(EncoderSettings settings, ChunkPlan plan, BlockPool pool, FrameMerger merger, Chunk first, NextChunk next) {
        this.plan = plan;
        this.pool = pool;
        this.merger = merger;
        this.next = next;
        this.chunk = first;
        this.parser = new FrameParser(settings.control(), settings.useReservoir(), this::take);
        this.frameSamples = settings.frameSamples();
        this.sampleRate = settings.sampleRate();
        this.sampleBytes = settings.channels() * Float.BYTES;
        this.keepFrom = first.firstFrame();
        this.keepTo = first.plannedEnd();
        this.nextFrame = -1;
    }

    /** Returns the samples for the encoder, from before the first chunk to behind the last one. */
    InputStream samples() {
        return new SoundStream() {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return give(target, offset, length);
            }
        };
    }

    private int give(byte[] target, int offset, int length) throws IOException {
        try {
            while (!hasEnded) {
                int count = block.isEmpty() ? 0 : give(block.get(), target, offset, length / sampleBytes);
                if (count > 0) {
                    return count * sampleBytes;
                }
                block.ifPresent(pool::release);
                block = nextBlock();
                hasEnded = block.isEmpty();
            }
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for samples");
        }
    }

    private synchronized int give(Block from, byte[] target, int offset, int most) throws InterruptedException {
        awaitVerdict();
        if (nextFrame < 0) {
            fedTo = from.first();
            nextFrame = fedTo / frameSamples;
        }
        int count = isSettled ? 0 : Math.clamp(from.end() - fedTo, 0, most);
        if (count > 0) { // It may have all of an earlier block.
            from.copyTo(target, offset, fedTo, count);
            fedTo += count;
        }
        return count;
    }

    /**
     * Behind the chunk, and what its last frame needs of the sound, waits until the encoders agree or do not: whatever is given
     * meanwhile is encoded for nothing. An encoder that holds its frames back for long gets more samples in the end.
     */
    private void awaitVerdict() throws InterruptedException {
        long begin = System.nanoTime();
        while (isAwaitingVerdict()) {
            wait(LONGEST_VERDICT.toMillis());
            if (System.nanoTime() - begin > LONGEST_VERDICT.toNanos()) {
                unanswered = keepTo;
            }
        }
    }

    private boolean isAwaitingVerdict() {
        long enough = (keepTo + plan.lookaheadFrames()) * frameSamples + Encoding.PACKET_BYTES / sampleBytes;
        return keepTo != Chunk.LAST && fedTo >= enough && !isSettled && !isBeyond && unanswered != keepTo;
    }

    /** The next block of this chunk, or of the next one if no other encoder has that. */
    private Optional<Block> nextBlock() throws InterruptedException, IOException {
        Optional<Block> found = chunk.next();
        while (found.isEmpty()) {
            keepUntil(chunk.endFrame());
            Optional<Chunk> candidate = next.next();
            if (candidate.isEmpty() || candidate.get().number() != chunk.number() + 1) {
                following = candidate;
                return Optional.empty();
            }
            chunk = candidate.get();
            keepUntil(chunk.plannedEnd());
            found = chunk.next();
        }
        return found;
    }

    /** Returns the chunk that was found to be another encoder's, when the samples have ended. */
    Optional<Chunk> following() {
        return following;
    }

    private synchronized void keepUntil(long endFrame) throws IOException {
        if (keepTo == Chunk.LAST || keepTo == endFrame) {
            return; // The sound has ended in a chunk before: all that is still to come belongs there.
        }
        keepTo = endFrame;
        isSettled = false;
        List<AudioFrame> waiting = List.copyOf(ahead);
        ahead.clear();
        nextFrame -= waiting.size();
        for (AudioFrame frame : waiting) {
            take(frame);
        }
    }

    /** Takes bytes of the encoder. Returns the seconds of sound that it has done, those before its first chunk included. */
    double accept(byte[] bytes, int length) throws IOException {
        parser.accept(bytes, length);
        return secondsDone();
    }

    private synchronized double secondsDone() {
        return (double) nextFrame * frameSamples / sampleRate;
    }

    private synchronized void take(AudioFrame frame) throws IOException {
        long number = nextFrame++;
        if (isBeyond) {
            goBeyond(number, frame);
        } else if (keepTo == keepFrom) {
            return; // The sound has ended before: nothing of this counts.
        } else if (number >= keepTo) {
            ahead.add(frame);
        } else if (number >= keepFrom) {
            count(number, frame);
        } else if (number == keepFrom - 1) {
            merger.join(number, frame);
        }
    }

    private void count(long number, AudioFrame frame) throws IOException {
        if (number == keepTo - 1) {
            isBeyond = merger.addLast(number, frame, isOfSound(number));
            isSettled = !isBeyond;
            notifyAll();
        } else {
            merger.add(number, frame);
        }
    }

    private void goBeyond(long number, AudioFrame frame) throws IOException {
        if (isOfSound(number)) {
            isBeyond = merger.addBeyond(number, frame);
            isSettled = !isBeyond;
        } else {
            endBeyond(number);
        }
    }

    private void endBeyond(long number) throws IOException {
        isBeyond = false;
        merger.endBeyond(number, keepTo == Chunk.LAST);
    }

    /** Returns whether the encoder had all samples that it looks at for a frame; at the end of its input it takes silence for them. */
    private boolean isOfSound(long number) {
        return (number + plan.lookaheadFrames()) * frameSamples <= fedTo;
    }

    /**
     * Must be called when the encoder has ended.
     *
     * @throws EncoderException if it ended before it had all its samples
     * @throws UnlikeJoinException if the next encoder never came to agree
     */
    synchronized void finish() throws IOException {
        if (!hasEnded) {
            throw new EncoderException("the encoder ended early");
        }
        if (isBeyond) {
            endBeyond(nextFrame);
        }
    }
}
