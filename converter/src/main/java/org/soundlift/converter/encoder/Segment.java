package org.soundlift.converter.encoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.soundlift.converter.lame.Lame;
import org.soundlift.converter.lame.LameEncoder;
import org.soundlift.converter.lame.LameSettings;
import org.soundlift.converter.mp3.AudioFrame;
import org.soundlift.converter.mp3.FrameParser;

/** What one encoder makes of consecutive samples, and which of its frames count. */
final class Segment implements AutoCloseable {
    private final LameEncoder encoder;
    private final FrameParser parser;
    private final FrameMerger merger;
    private final int frameSamples;
    private final int lookaheadFrames;
    private final List<AudioFrame> ahead = new ArrayList<>();
    private boolean begun;
    private long keepFrom;
    private long nextFrame;
    private long fedTo;
    private long keepTo;
    private long lastChunk;
    private boolean isBeyond;
    private boolean isFinishing;

    Segment(Lame lame, LameSettings settings, int lookaheadFrames, FrameMerger merger) throws IOException {
        this.encoder = new LameEncoder(lame, settings);
        this.parser = new FrameParser(settings.control(), settings.useReservoir(), this::take);
        this.merger = merger;
        this.lookaheadFrames = lookaheadFrames;
        this.frameSamples = settings.frameSamples();
    }

    /** Whether it can go on with this chunk: it is its first, or begins where its last one ends. */
    boolean canTake(Chunk chunk) {
        return !begun || chunk.number() == lastChunk + 1;
    }

    /** Frames of this chunk count from now on. */
    void begin(Chunk chunk) throws IOException {
        if (!begun) {
            keepFrom = chunk.firstFrame();
        }
        lastChunk = chunk.number();
        keep(chunk.plannedEnd());
    }

    private void keep(long endFrame) throws IOException {
        if (keepTo == Chunk.LAST) {
            return; // The sound has ended in a chunk before: all that is still to come belongs there.
        }
        keepTo = endFrame;
        List<AudioFrame> waiting = List.copyOf(ahead);
        ahead.clear();
        nextFrame -= waiting.size();
        for (AudioFrame frame : waiting) {
            take(frame);
        }
    }

    /**
     * Encodes what is new of a block, up to the samples that the last frame needs; beyond it while the next encoder does not
     * agree.
     */
    void feed(Block block, BooleanSupplier stopped) throws IOException {
        if (!begun) {
            fedTo = block.first();
            nextFrame = fedTo / frameSamples;
            begun = true;
        }
        while (fedTo < feedTo(block) && !stopped.getAsBoolean()) {
            int count = (int) Math.min(feedTo(block) - fedTo, LameEncoder.MAX_SAMPLES);
            parse(encoder.encode(block.left(fedTo), block.right(fedTo), count));
            fedTo += count;
        }
    }

    private long feedTo(Block block) {
        return isBeyond ? block.end() : Math.min(block.end(), (keepTo + lookaheadFrames) * frameSamples);
    }

    /** All samples of a chunk were fed, and which of its frames count is known. */
    void end(Chunk chunk) throws IOException {
        if (isBeyond) {
            isBeyond = false;
            merger.endBeyond(nextFrame, chunk.endFrame() == Chunk.LAST);
        }
        keep(chunk.endFrame());
    }

    /** Ends it: no more samples come. */
    void finish() throws IOException {
        isFinishing = true; // What comes now of frames beyond its end is made of silence.
        parse(encoder.flush());
    }

    private void parse(byte[] bytes) throws IOException {
        parser.accept(bytes, bytes.length);
    }

    private void take(AudioFrame frame) throws IOException {
        long number = nextFrame++;
        if (isBeyond) {
            isBeyond = merger.addBeyond(number, frame);
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
            isBeyond = merger.addLast(number, frame, !isFinishing);
        } else {
            merger.add(number, frame);
        }
    }

    @Override
    public void close() {
        encoder.close();
    }
}
