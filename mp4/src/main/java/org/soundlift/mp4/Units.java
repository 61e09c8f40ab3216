package org.soundlift.mp4;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.soundlift.core.job.ConversionException;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.Stretches;
import org.soundlift.mp4.timeline.Ticks;
import org.soundlift.mp4.timeline.TimelineException;

/**
 * A track's samples (ISO/IEC 14496-12 §3.1) as a decoder takes them: access units of coded sound, frames of AMR, single samples
 * of PCM, packets of QuickTime's oldest codecs.
 *
 * @param rate samples of sound a second, as lengths count them
 * @param stretches when they play
 * @param lengths of the units
 * @param isExact whether decoders put out just these lengths; otherwise they are estimates by the times of the file
 * @param storage of the samples as they are written for a decoder
 */
record Units(long rate, Stretches stretches, Lengths lengths, boolean isExact, Storage storage) {
    /**
     * The sizes and places of samples.
     *
     * @param perUnit samples of a unit: those that are ticks are many
     */
    record Storage(Sizes sizes, Chunks chunks, long perUnit) {}

    private static final int FIRST_BYTES = 16;
    private static final int OPUS_GRANULE = 120; // 2.5 ms, of which all packets are multiples.

    /**
     * The first units of a track.
     *
     * @param samples all of the track's
     * @param count of the samples that are used
     */
    static Units of(Track track, Samples samples, long count, Ranges file)
            throws IOException, ConversionException, TimelineException {
        SoundDescription description = track.description();
        description.requireOnePcm();
        if (description.isPcm()) {
            return pcm(track, samples, count);
        }
        if (description.countsTicks(samples)) {
            long perUnit = description.ticksPerPacket();
            Stretches media = pauses(track, samples, count, 1).stretches(Lengths.ofEqual(count, 1));
            Lengths packets = Lengths.ofEqual(count / perUnit, perUnit);
            return new Units(
                    track.timescale(), media, packets, true, new Storage(samples.sizes(), samples.chunks(), perUnit));
        }
        if (AmrFrames.isAmr(description.codec())) {
            return amr(track, samples, count, file);
        }
        Optional<FrameLength> fixed =
                description.frameLength(first(samples, file), samples.sizes().bytes(0));
        if (fixed.isPresent()) {
            FrameLength frame = fixed.get();
            long ticks = Math.round((double) frame.samples() * track.timescale() / frame.rate());
            Lengths lengths = Lengths.ofEqual(count, frame.samples());
            Stretches media = pauses(track, samples, count, ticks).stretches(lengths);
            return new Units(frame.rate(), media, lengths, true, new Storage(samples.sizes(), samples.chunks(), 1));
        }
        Pauses pauses = Pauses.find(samples.times(), count, track.timescale(), OptionalLong.empty());
        Lengths lengths = pauses.asLengths();
        boolean isExact = description.codec().equals("Opus")
                && track.timescale() == SoundDescription.OPUS_RATE_HZ
                && lengths.areMultiplesOf(OPUS_GRANULE);
        long preSkip = Ticks.rescale(description.preSkip(), SoundDescription.OPUS_RATE_HZ, track.timescale());
        Stretches media = pauses.stretches(lengths);
        media.skip(preSkip, preSkip);
        return new Units(track.timescale(), media, lengths, isExact, new Storage(samples.sizes(), samples.chunks(), 1));
    }

    private static Pauses pauses(Track track, Samples samples, long count, long expected) throws ConversionException {
        return Pauses.find(samples.times(), count, track.timescale(), OptionalLong.of(expected));
    }

    /** Between samples of any length. */
    private static Pauses pausesBetween(Track track, Samples samples, Lengths lengths, long rate)
            throws ConversionException {
        return Pauses.find(
                samples.times(),
                lengths.count(),
                track.timescale(),
                OptionalLong.empty(),
                i -> Ticks.rescale(lengths.begin(i + 1) - lengths.begin(i), rate, track.timescale()));
    }

    /** In whatever pieces it is stored: a camera's may hold 20 milliseconds each. */
    private static Units pcm(Track track, Samples samples, long count) throws ConversionException, TimelineException {
        SoundDescription description = track.description();
        long rate = description.sampleRate().orElse(track.timescale());
        Chunks chunks = samples.chunks();
        if (description.countsTicks(samples)) {
            long bytes = description.bytesOfTicks(1, samples.sizes().bytes(0));
            Stretches media = pauses(track, samples, count, 1).stretches(Lengths.ofEqual(count, 1));
            return new Units(
                    rate, media, Lengths.ofEqual(count, 1), true, new Storage(Sizes.ofEqual(count, bytes), chunks, 1));
        }
        long bytes = description.bytesOfTicks(1, 1);
        Times inSamples = new Times();
        samples.sizes().forEachRun(count, (run, size) -> inSamples.add(run, size / bytes));
        Lengths perSample = new Lengths(inSamples);
        Stretches media = pausesBetween(track, samples, perSample, rate).stretches(perSample);
        long all = perSample.samples();
        Chunks pieces = new Chunks(); // Without the bytes behind the last whole sample.
        chunks.withSamples(all).copyTo(pieces, 0, all, sample -> sample * bytes);
        Lengths single = Lengths.ofEqual(all, 1);
        return new Units(rate, media, single, true, new Storage(Sizes.ofEqual(all, bytes), pieces, 1));
    }

    private static Units amr(Track track, Samples samples, long count, Ranges file)
            throws IOException, ConversionException, TimelineException {
        String codec = track.description().codec();
        AmrFrames frames;
        try (InputStream data = new ChunkStream(samples.chunks(), file)) {
            frames = AmrFrames.split(codec, samples.sizes(), count, data);
        }
        Lengths perSample = new Lengths(frames.samples());
        Stretches media = pausesBetween(track, samples, perSample, AmrFrames.sampleRate(codec))
                .stretches(perSample);
        long all = frames.sizes().count();
        return new Units(
                AmrFrames.sampleRate(codec),
                media,
                Lengths.ofEqual(all, AmrFrames.samplesOfFrame(codec)),
                true,
                new Storage(frames.sizes(), samples.chunks().withSamples(all), 1));
    }

    private static ByteBuffer first(Samples samples, Ranges file) throws IOException {
        int bytes = (int) Math.min(FIRST_BYTES, samples.sizes().bytes(0));
        return file.upTo(samples.chunks().offset(0), bytes);
    }

    /** The same samples of another size, in one piece: where they lie is for others to know. */
    Units withBytes(long bytes) throws ConversionException {
        Chunks piece = new Chunks();
        piece.add(0, Math.multiplyExact(lengths.count(), bytes), lengths.count(), 1);
        return new Units(
                rate, stretches, lengths, isExact, new Storage(Sizes.ofEqual(lengths.count(), bytes), piece, 1));
    }

    /** The units of some runs, one behind the other. */
    Units select(List<Playback.Run> runs) throws ConversionException {
        if (runs.equals(List.of(new Playback.Run(0, lengths.count())))) {
            return this;
        }
        Times times = new Times();
        Sizes selected = new Sizes();
        Chunks places = new Chunks();
        for (Playback.Run run : runs) {
            lengths.copyTo(times, run.begin(), run.end());
            long first = run.begin() * samplesPerUnit();
            long end = run.end() * samplesPerUnit();
            sizes().copyTo(selected, first, end);
            chunks().copyTo(places, first, end, this::byteBegin);
        }
        return new Units(rate, stretches, new Lengths(times), isExact, new Storage(selected, places, samplesPerUnit()));
    }

    Sizes sizes() {
        return storage.sizes();
    }

    Chunks chunks() {
        return storage.chunks();
    }

    long samplesPerUnit() {
        return storage.perUnit();
    }

    private long byteBegin(long sample) {
        if (samplesPerUnit() == 1) {
            return sizes().begin(sample);
        }
        long bytesPerUnit = chunks().totalBytes() / Math.max(1, chunks().totalSamples() / samplesPerUnit());
        return Math.multiplyExact(sample / samplesPerUnit(), bytesPerUnit);
    }
}
