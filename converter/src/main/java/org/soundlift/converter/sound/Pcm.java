package org.soundlift.converter.sound;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.soundlift.converter.level.Levels;
import org.soundlift.converter.level.Limiting;
import org.soundlift.converter.level.Measuring;
import org.soundlift.mp4.timeline.Playback;

/**
 * The sound that is wanted, of what a decoder writes to a pipe, fit for an encoder: a stream of 32-bit floats, little-endian, interleaved,
 * full scale at 1, each of which is a number and not louder than any recording. Its levels are measured while it is read.
 */
public final class Pcm extends SoundStream {
    private final InputStream in;
    private final Optional<PresentedSound> presented;
    private final int sampleRate;
    private final int channels;
    private final int sampleBytes;
    private final long mostSamples;
    private final Levels levels;
    private final boolean isMeasured;
    private final Optional<Limiting> limiting;
    private long samples;
    private float[] floats = {};

    private Pcm(
            InputStream in,
            Optional<PresentedSound> presented,
            Optional<Limiting> limiting,
            Levels levels,
            boolean isMeasured,
            Duration longest) {
        this.in = in;
        this.presented = presented;
        this.limiting = limiting;
        this.levels = levels;
        this.sampleRate = levels.sampleRate();
        this.isMeasured = isMeasured;
        this.channels = levels.channels();
        this.sampleBytes = channels * Float.BYTES;
        this.mostSamples = longest.toSeconds() * sampleRate;
    }

    /**
     * Reads what comes before the samples.
     *
     * @param wave 32-bit floats, as FFmpeg writes them to a pipe, in any number of channels
     * @param rates the sample rates that can be used, Hz; empty: any
     * @param longest beyond which reading fails
     * @throws java.io.EOFException if there is no sound at all
     * @throws IOException if it has another form, or another rate
     */
    public static Pcm open(
            InputStream wave, Treatment treatment, Collection<Integer> rates, Measuring measuring, Duration longest)
            throws IOException {
        Wave head = Wave.read(new DataInputStream(wave));
        if (!rates.isEmpty() && !rates.contains(head.sampleRate())) {
            throw new IOException("FFmpeg wrote a sample rate that was not asked for: " + head.sampleRate());
        }
        Mix mix = Mix.of(head.channels(), head.mask(), treatment.layout(), treatment.channels());
        Optional<PresentedSound> presented =
                mix.isNone() && treatment.playback().equals(Playback.OF_ALL)
                        ? Optional.empty()
                        : Optional.of(new PresentedSound(wave, head, mix, treatment.playback()));
        InputStream sound = new BoundedSound(presented.isPresent() ? presented.get() : wave);
        int sampleBytes = mix.written() * Float.BYTES;
        if (treatment.window().isPresent()) {
            sound = new WindowedSound(sound, treatment.window().get(), sampleBytes);
        }
        Optional<Limiting> limiting = Optional.empty();
        if (treatment.leveling().isPresent()) {
            LeveledSound leveled = new LeveledSound(
                    sound,
                    head.sampleRate(),
                    mix.written(),
                    treatment.leveling().get());
            limiting = leveled.limiting();
            sound = leveled;
        }
        Levels levels = new Levels(head.sampleRate(), mix.written(), measuring);
        return new Pcm(sound, presented, limiting, levels, measuring != Measuring.NOTHING, longest);
    }

    /** Hz. */
    public int sampleRate() {
        return sampleRate;
    }

    /** 1 or 2. */
    public int channels() {
        return channels;
    }

    /** Samples of each channel that were read so far. */
    public long samples() {
        return samples;
    }

    /** Returns the levels of all that was read; they must have been measured. */
    public Levels levels() {
        levels.finish();
        return levels;
    }

    /** Returns what a limiter did with all that was read, if there is one. */
    public Optional<Limiting> limiting() {
        return limiting;
    }

    /** Returns whether the decoder ended so early that more than half of the samples so far are silence in place of others. */
    public boolean isMostlyMissing() {
        return presented.filter(sound -> sound.owed() > samples / 2).isPresent();
    }

    /** Reads whole samples of all channels, as many as fit; fewer only at the end of the sound. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int wanted = length - length % sampleBytes;
        int bytes = in.readNBytes(target, offset, wanted);
        bytes -= bytes % sampleBytes;
        int count = bytes / sampleBytes;
        samples += count;
        if (samples > mostSamples) {
            throw new IOException("FFmpeg does not stop where it was told to");
        }
        if (isMeasured) {
            measure(target, offset, count);
        }
        return bytes == 0 && wanted > 0 ? -1 : bytes;
    }

    private void measure(byte[] read, int offset, int count) {
        floats = floats.length < count * channels ? new float[count * channels] : floats;
        SampleStream.floats(read, offset, count * sampleBytes).get(floats, 0, count * channels);
        levels.add(floats, count);
    }

    /** Reads all that is left, for the sake of its levels. */
    public void drain() throws IOException {
        byte[] block = new byte[sampleBytes << 12];
        while (read(block, 0, block.length) > 0) {
            // The levels are measured on the way.
        }
    }

    /** Returns whether all samples were read; reads on where that is not known. */
    public boolean hasEnded() throws IOException {
        return read(new byte[sampleBytes], 0, sampleBytes) < 0;
    }
}
