package org.soundlift.converter.encoder;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.converter.mp3.FrameSplitter;
import org.soundlift.converter.mp3.Mp3FormatException;
import org.soundlift.converter.mp3.TaggedMp3File;
import org.soundlift.converter.mp3.join.Mp3Writer;
import org.soundlift.converter.mp3.join.ReservoirException;
import org.soundlift.converter.sound.Pcm;
import org.soundlift.core.options.Rate;

/**
 * Encodes sound as one LAME would, on all cores that are idle: chunks that overlap go to encoders of their own, and their
 * frames are put together to one stream. Short sound goes to one encoder, whose frames are stored as they are. One instance serves
 * all conversions of a process, which share its cores.
 */
public final class ParallelEncoder {
    /** An encoder never adds more to the sound than this many frames; a larger number is not trusted. */
    private static final int MOST_FRAMES_ADDED = 16;

    private final Encoders encoders;
    private final Cores cores;
    private final int mostLanes;

    /**
     * An encoder for one process.
     *
     * @param cores how many encoders may run, of all conversions together; each conversion has one in any case
     * @param timeout of each encoder
     */
    public ParallelEncoder(Ffmpeg ffmpeg, int cores, Duration timeout) {
        this(new Encoders(ffmpeg, timeout), new Cores(cores), cores);
    }

    private ParallelEncoder(Encoders encoders, Cores cores, int mostLanes) {
        this.encoders = encoders;
        this.cores = cores;
        this.mostLanes = mostLanes;
    }

    /** Returns the same, but with one encoder for each sound, whose frames are stored as they are. */
    public ParallelEncoder uncut() {
        return new ParallelEncoder(encoders, cores, 1);
    }

    /** Returns the number of encoders that run just now. */
    int busyCores() {
        return cores.busy();
    }

    /**
     * Encodes a sound.
     *
     * @param seconds how long it probably is; what comes beyond is encoded as well
     * @param target is overwritten
     * @param progress accepts how many seconds are done
     * @throws java.io.EOFException if there is no sound
     * @throws EncoderFault.Failed if an encoder failed; trying again may help
     * @throws EncoderFault.NotJoined if the bytes would not be those of one encoder; {@link #uncut} makes them
     */
    public void encode(Pcm pcm, Rate rate, OptionalLong seconds, Path target, DoubleConsumer progress)
            throws IOException, EncoderFault, InterruptedException {
        EncoderSettings settings = EncoderSettings.of(rate, pcm.sampleRate(), pcm.channels());
        encode(pcm, settings, ChunkPlan.of(settings, seconds, mostLanes), target, progress);
    }

    void encode(Pcm pcm, EncoderSettings settings, ChunkPlan plan, Path target, DoubleConsumer progress)
            throws IOException, EncoderFault, InterruptedException {
        try {
            write(pcm, settings, plan, target, progress);
        } catch (EncoderException e) {
            throw new EncoderFault.Failed(e);
        } catch (UnlikeJoinException | ReservoirException | Mp3FormatException e) {
            throw new EncoderFault.NotJoined(e);
        }
    }

    private void write(Pcm pcm, EncoderSettings settings, ChunkPlan plan, Path target, DoubleConsumer progress)
            throws IOException, InterruptedException {
        try (TaggedMp3File file = new TaggedMp3File(target)) {
            if (plan.lanes() == 1) {
                encodeUncut(pcm, settings, file, progress);
            } else {
                encodeCut(pcm, settings, plan, file, progress);
            }
            if (pcm.samples() == 0) {
                throw new EOFException("no samples");
            }
            file.finish(encoders.info(settings), pcm.samples());
        }
    }

    private void encodeUncut(Pcm pcm, EncoderSettings settings, TaggedMp3File file, DoubleConsumer progress)
            throws IOException, InterruptedException {
        double frameSeconds = frameSeconds(settings);
        FrameSplitter splitter = new FrameSplitter(file);
        cores.take();
        try {
            encoders.run(
                    settings,
                    pcm,
                    (bytes, length) -> {
                        splitter.accept(bytes, length);
                        double done = file.frames() * frameSeconds;
                        progress.accept(done);
                        return done;
                    },
                    new CompletableFuture<>());
        } finally {
            cores.giveBack();
        }
        if (!pcm.hasEnded()) {
            throw new EncoderException("the encoder ended early");
        }
        long frames = file.frames();
        long needed = (pcm.samples() + settings.frameSamples() - 1) / settings.frameSamples();
        if (frames < needed || frames > needed + MOST_FRAMES_ADDED) {
            throw new EncoderException(frames + " frames for " + pcm.samples() + " samples");
        }
    }

    private static double frameSeconds(EncoderSettings settings) {
        return (double) settings.frameSamples() / settings.sampleRate();
    }

    private void encodeCut(
            Pcm pcm, EncoderSettings settings, ChunkPlan plan, TaggedMp3File file, DoubleConsumer progress)
            throws IOException, InterruptedException {
        double frameSeconds = frameSeconds(settings);
        int blockSamples = plan.blockFrames() * settings.frameSamples();
        try (BlockPool pool = new BlockPool(blockSamples, settings.channels() * Float.BYTES)) {
            Mp3Writer writer = new Mp3Writer(file, settings.control(), settings.useReservoir());
            FrameMerger merger =
                    new FrameMerger(writer, settings.control(), frames -> progress.accept(frames * frameSeconds));
            Lanes lanes = new Lanes(encoders, settings, cores, plan, pool, merger);
            read(pcm, plan, pool, lanes);
            lanes.finish();
            merger.requireWhole(pcm.samples(), settings.frameSamples());
            writer.finish();
        }
    }

    private void read(Pcm pcm, ChunkPlan plan, BlockPool pool, Lanes lanes) {
        Cutter cutter = new Cutter(plan, lanes::add);
        BlockReader reader = new BlockReader(pcm, pool.blockSamples());
        try {
            boolean isFull = true;
            while (isFull && !lanes.hasFailed()) {
                Block block = pool.take(() -> allowed(plan, lanes), lanes::hasFailed);
                isFull = reader.fill(block);
                cutter.add(block);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            lanes.fail(e);
        } finally {
            cutter.end();
        }
    }

    /** A decoder need not be far ahead where nothing uses it. */
    private long allowed(ChunkPlan plan, Lanes lanes) {
        return plan.memoryBlocks(lanes.working() + (cores.hasIdle() ? 1 : 0));
    }
}
