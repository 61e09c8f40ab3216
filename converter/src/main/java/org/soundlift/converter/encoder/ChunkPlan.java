package org.soundlift.converter.encoder;

import java.util.OptionalLong;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.RateControl;

/**
 * The cuts of a stream for several encoders, in frames. Each encoder gets some frames before its own, so that what it remembers
 * of the sound is what a single encoder would remember there, and some samples behind, for it looks ahead.
 *
 * @param blockFrames the unit of all cuts
 * @param chunkBlocks the most blocks of frames that one encoder contributes
 * @param lanes the most encoders
 * @param soundBlocks the blocks that the sound probably has; empty: chunks are all equally long
 */
record ChunkPlan(int blockFrames, long chunkBlocks, Overlap overlap, int lanes, OptionalLong soundBlocks) {
    /**
     * The sound that an encoder gets beyond its own chunk.
     *
     * @param prerollBlocks before
     * @param tailBlocks behind: some samples for its last frame; the rest for frames beyond, where the encoder of the next chunk
     *     does not yet agree
     * @param lookaheadFrames behind, encoded in any case until the last frame of the chunk is seen
     */
    record Overlap(long prerollBlocks, long tailBlocks, int lookaheadFrames) {}

    long prerollBlocks() {
        return overlap.prerollBlocks();
    }

    long tailBlocks() {
        return overlap.tailBlocks();
    }

    int lookaheadFrames() {
        return overlap.lookaheadFrames();
    }

    /** After so many, padding of 44.1 kHz and its halves begins anew: a new encoder is in step (§2.4.3.1). */
    private static final int PADDING_PERIOD = 49;

    /**
     * LAME's hearing threshold follows the loudness by 7.5 % each granule, so that after 294 granules nothing is left of how
     * it began: {@code 0.925^294 < 2^-32}.
     */
    private static final int PREROLL_GRANULES = 294;

    /** Shorter sound is not cut. */
    private static final int SHORTEST_SECONDS = 40;

    /** Times the preroll: then 14 % is encoded twice. At 44.1 kHz, 27 seconds. */
    private static final int SMALLEST_CHUNK = 7;

    /** Times the preroll, near the end of the sound: lanes then end at nearly the same time. At 44.1 kHz, 46 seconds. */
    private static final int LAST_CHUNK = 12;

    /** Times the preroll: then 3 % is encoded twice. At 44.1 kHz, 138 seconds, 49 MB. */
    private static final int USUAL_CHUNK = 36;

    /** More blocks than any sound has. */
    private static final long ENDLESS = 1L << 38;

    private static final long SAMPLE_MEMORY_BYTES = 256L << 20;

    /** Behind a chunk, its last frame is hardly seen before so many more: LAME looks ahead, and bits lie in frames before. */
    private static final int LOOKAHEAD_GRANULES = 24;

    /** Beyond a chunk, in prerolls, that its encoder goes on until the next one agrees. */
    private static final int TAIL = 2;

    /**
     * Plans.
     *
     * @param seconds how long the sound probably is, if that is known
     */
    static ChunkPlan of(EncoderSettings settings, OptionalLong seconds, int cores) {
        long preroll = (long) PREROLL_GRANULES * 576 / settings.frameSamples() / PADDING_PERIOD;
        long tail = 1 + TAIL * preroll;
        Overlap overlap = new Overlap(preroll, tail, LOOKAHEAD_GRANULES * 576 / settings.frameSamples());
        long blockSamples = (long) PADDING_PERIOD * settings.frameSamples();
        long blockBytes = blockSamples * settings.channels() * Float.BYTES;
        long smallest = SMALLEST_CHUNK * preroll;
        int lanes = Math.clamp(SAMPLE_MEMORY_BYTES / blockBytes / smallest, 1, cores);
        long usual = Math.clamp(SAMPLE_MEMORY_BYTES / blockBytes / lanes, smallest, USUAL_CHUNK * preroll);
        boolean isShort = seconds.orElse(SHORTEST_SECONDS) < SHORTEST_SECONDS;
        if (cores == 1 || isShort || !canBeCut(settings)) {
            return new ChunkPlan(PADDING_PERIOD, ENDLESS, overlap, 1, OptionalLong.empty());
        }
        OptionalLong blocks = seconds.stream()
                .map(s -> s * settings.sampleRate() / blockSamples + 1)
                .findFirst();
        return new ChunkPlan(PADDING_PERIOD, usual, overlap, lanes, blocks);
    }

    /**
     * Returns how many blocks the chunk has that begins with a block. Sound that is short is shared equally. Of longer sound, a
     * chunk is half of an equal share of what is left (guided self-scheduling, Polychronopoulos and Kuck 1987), so that all lanes
     * end at nearly the same time.
     */
    long chunkBlocks(long begin) {
        long left = soundBlocks.orElse(0) - begin;
        if (left <= 0) {
            return chunkBlocks;
        }
        long sound = soundBlocks.getAsLong();
        return sound <= lanes * chunkBlocks
                ? Math.max((sound + lanes - 1) / lanes, Math.min(chunkBlocks, SMALLEST_CHUNK * prerollBlocks()))
                : Math.clamp(left / (2L * lanes), Math.min(chunkBlocks, LAST_CHUNK * prerollBlocks()), chunkBlocks);
    }

    /**
     * Returns true if encoders come to agree. Where a variable rate goes up to its highest, as below 32 kHz it does,
     * the bits that a frame gets depend on all frames before it.
     */
    private static boolean canBeCut(EncoderSettings settings) {
        return settings.sampleRate() >= 32_000 || settings.control() == RateControl.CONSTANT;
    }

    /**
     * Returns the blocks that may be in memory where so many lanes work, or could: those between the first and the
     * last of them, which are a chunk apart; and enough ahead of it that a lane that is done finds the next chunk
     * begun.
     */
    long memoryBlocks(int working) {
        int apart = Math.min(working, lanes) - 1;
        long nextBegun =
                lanes == 1 ? 0 : prerollBlocks() + tailBlocks(); // Its blocks wait while the one before needs its last.
        return apart <= 0 ? nextBegun + BlockPool.FEW : apart * chunkBlocks + chunkBlocks / 4 + BlockPool.FEW;
    }
}
