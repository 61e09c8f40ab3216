package org.soundlift.converter.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import org.soundlift.converter.lame.Lame;
import org.soundlift.converter.lame.LameSettings;
import org.soundlift.converter.mp3.Mp3Writer;
import org.soundlift.converter.mp3.TaggedMp3File;
import org.soundlift.core.media.AudioOptions;

/**
 * Encodes sound as one LAME would, on all cores that are idle: chunks that overlap go to encoders of their own, and their
 * frames are put together to one stream. One instance is for all conversions of a process, which share its cores.
 */
public final class ParallelEncoder {
    private final Lame lame;
    private final Cores cores;
    private final int mostLanes;

    /** @param cores how many threads may encode, of all conversions together; each conversion has one in any case */
    public ParallelEncoder(Lame lame, int cores) {
        this(lame, new Cores(cores), cores);
    }

    private ParallelEncoder(Lame lame, Cores cores, int mostLanes) {
        this.lame = lame;
        this.cores = cores;
        this.mostLanes = mostLanes;
    }

    /** The same, but with one encoder for each sound. */
    public ParallelEncoder uncut() {
        return new ParallelEncoder(lame, cores, 1);
    }

    /** How many threads encode just now. */
    int busyCores() {
        return cores.busy();
    }

    /** Whether several encoders write the very bytes that one would. */
    public boolean isReference() {
        return lame.isReference();
    }

    /** What encodes, for operators. */
    @Override
    public String toString() {
        return "LAME " + lame.version() + " on " + cores.count() + (cores.count() == 1 ? " core" : " cores");
    }

    /**
     * Encodes a sound.
     *
     * @param wave 32-bit floats, as FFmpeg writes them to a pipe
     * @param seconds how long it probably is; what comes beyond is encoded as well
     * @param longest beyond which it is refused: what decodes it is not trusted to stop
     * @param target is overwritten
     * @param progress is told how many seconds are done
     * @throws java.io.EOFException if there is no sound
     * @throws org.soundlift.converter.lame.LameException if LAME fails
     * @throws org.soundlift.converter.mp3.Mp3FormatException if LAME's frames are not understood
     * @throws UnlikeJoinException if the bytes would not be those of one encoder; {@link #uncut} makes them
     * @throws org.soundlift.converter.mp3.ReservoirException if frames of several encoders can't be put together
     */
    public void encode(
            InputStream wave,
            AudioOptions.Rate rate,
            OptionalLong seconds,
            Duration longest,
            Path target,
            DoubleConsumer progress)
            throws IOException, InterruptedException {
        Pcm pcm = Pcm.open(wave, longest);
        LameSettings settings = LameSettings.of(rate, pcm.sampleRate(), pcm.channels());
        encode(pcm, settings, ChunkPlan.of(settings, seconds, mostLanes), target, progress);
    }

    void encode(Pcm pcm, LameSettings settings, ChunkPlan plan, Path target, DoubleConsumer progress)
            throws IOException, InterruptedException {
        double frameSeconds = (double) settings.frameSamples() / settings.sampleRate();
        try (TaggedMp3File file = new TaggedMp3File(target);
                BlockPool pool = new BlockPool(plan.blockFrames() * settings.frameSamples(), settings.channels())) {
            Mp3Writer writer = new Mp3Writer(file, settings.control(), settings.useReservoir());
            FrameMerger merger = new FrameMerger(
                    writer, settings.control(), isReference(), frames -> progress.accept(frames * frameSeconds));
            Lanes lanes = new Lanes(lame, settings, cores, plan, pool, merger);
            long samples = read(pcm, plan, pool, lanes);
            lanes.finish();
            merger.requireWhole(samples, settings.frameSamples());
            writer.finish();
            file.finish(lame.info(settings), samples);
        }
    }

    private long read(Pcm pcm, ChunkPlan plan, BlockPool pool, Lanes lanes) {
        Cutter cutter = new Cutter(plan, lanes::add);
        long samples = 0;
        try {
            int count = pool.blockSamples();
            while (count == pool.blockSamples() && !lanes.hasFailed()) {
                Block block = pool.take(() -> allowed(plan, lanes), lanes::hasFailed);
                count = pcm.read(block, pool.blockSamples());
                samples += count;
                cutter.add(block);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            lanes.fail(e);
        } finally {
            cutter.end();
        }
        return samples;
    }

    /** A decoder need not be far ahead where nobody can use it. */
    private long allowed(ChunkPlan plan, Lanes lanes) {
        return plan.memoryBlocks(lanes.working() + (cores.hasIdle() ? 1 : 0));
    }
}
