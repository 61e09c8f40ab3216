package org.soundlift.mp4;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.coded.Coding;
import org.soundlift.mp4.coded.LiftableSound;
import org.soundlift.mp4.label.ResultLabels;
import org.soundlift.mp4.timeline.Playback;

/** The sound of a movie as it is. */
public final class OriginalSound implements LiftableSound {
    /** No codec here comes near it, bytes. */
    private static final int LARGEST_PACKET = 1 << 20;
    /** Samples before a part of Opus that are there, though they are not heard: 80 ms. */
    private static final int OPUS_PREROLL = 3_840;

    private final SoundDescription description;
    private final Units units;
    private final Supplier<InputStream> samples;
    private final CodedSound coded;
    private final Duration duration;
    private final boolean isWhole;

    private OriginalSound(
            SoundDescription description,
            Units units,
            Supplier<InputStream> samples,
            CodedSound coded,
            Duration duration,
            boolean isWhole) {
        this.description = description;
        this.units = units;
        this.samples = samples;
        this.coded = coded;
        this.duration = duration;
        this.isWhole = isWhole;
    }

    /** @param isWhole whether no part of it was asked for, which frames alone could not hold exactly */
    static OriginalSound of(LiftedTrack track, Playback playback, Duration duration, boolean isWhole)
            throws ConversionException {
        SoundDescription description = track.description();
        SampleEntry entry = description.entries().getFirst();
        Coding told = description.entries().size() == 1 ? Codings.of(entry) : new Coding.Boxed();
        boolean hasFile = (isWhole || told.isCutExactly()) && hasUsualSizes(track.units());
        Coding coding = hasFile ? told : new Coding.Boxed();
        Supplier<InputStream> samples = track.file()::openSamples;
        CodedSound coded = new CodedSound(
                coding,
                (int)
                        (coding instanceof Coding.Opus
                                ? SoundDescription.OPUS_RATE_HZ
                                : description
                                        .presentedRate()
                                        .orElse(track.units().rate())),
                track.isOfTwo() ? 2 : ChannelCount.of(entry),
                track.isOfTwo() ? List.of() : description.layout(),
                playback,
                new Packets(track.units(), samples));
        return new OriginalSound(description, track.units(), samples, coded, duration, isWhole);
    }

    private static boolean hasUsualSizes(Units units) {
        Sizes sizes = units.sizes();
        long rows = sizes.areEqual() ? Math.min(1, sizes.count()) : sizes.count();
        return LongStream.range(0, rows).allMatch(i -> sizes.bytes(i) <= LARGEST_PACKET);
    }

    @Override
    public CodedSound coded() {
        return coded;
    }

    @Override
    public AudioFileType type() {
        return coded.type(description.isPlain() ? AudioFileType.M4A : AudioFileType.MOV);
    }

    @Override
    public Duration duration() {
        return duration;
    }

    @Override
    public long bytes() {
        return units.chunks().totalBytes();
    }

    /**
     * Returns false for a part of Opus whose {@code PreSkip} is larger than the pre-roll of the part, and for MP3 whose samples are not
     * whole frames.
     */
    @Override
    public boolean isBoxable() {
        boolean hasFrames = !description.seemsMp3() || units.isExact();
        return hasFrames && (isWhole || description.preSkip() <= OPUS_PREROLL);
    }

    @Override
    public InputStream open(ResultLabels labels) {
        boolean isPlain = description.isPlain();
        LiftedHead head = new LiftedHead(
                isPlain ? FileType.ofM4a() : description.type().lifted(),
                isPlain ? description.plain(coded.sampleRate()) : description.lifted(units.rate()),
                units,
                WrittenEdits.of(coded.playback().steps(), units.lengths().samples()),
                labels);
        return new JoinedStream(
                List.of(new ByteArrayInputStream(head.bytes()), samples.get(), new ByteArrayInputStream(head.tail())));
    }

    private record Packets(Units units, Supplier<InputStream> samples) implements CodedSound.Packets {
        @Override
        public long count() {
            return units.lengths().count();
        }

        @Override
        public int bytes(long packet) {
            return (int) units.sizes().bytes(packet);
        }

        @Override
        public InputStream open() throws IOException {
            return samples.get();
        }
    }
}
