package org.soundlift.converter.matroska;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.options.Cut;
import org.soundlift.mp4.AacFrames;
import org.soundlift.mp4.PacketFile;
import org.soundlift.mp4.coded.CodedSound;
import org.soundlift.mp4.coded.Coding;
import org.soundlift.mp4.coded.LiftableSound;
import org.soundlift.mp4.coded.VorbisSetup;
import org.soundlift.mp4.label.ResultLabels;
import org.soundlift.mp4.timeline.Part;
import org.soundlift.mp4.timeline.Playback;
import org.soundlift.mp4.timeline.Playback.Step;
import org.soundlift.mp4.timeline.Ticks;
import org.soundlift.mp4.timeline.Tolerance;

/** An audio track of a Matroska or WebM file as it is. */
public final class MatroskaSound implements LiftableSound {
    /** Codecs need some packets before the first one that is heard until their output is what it would have been. */
    private static final int PREROLL_PACKETS = 10;

    private static final int OPUS_HEAD_BYTES = 19;
    private static final int FLAC_MARKER_BYTES = 4;
    private static final long NANOS = 1_000_000_000;

    private final CodedSound coded;
    private final Optional<PacketFile> box;
    private final Duration duration;
    private final long bytes;

    private MatroskaSound(CodedSound coded, Optional<PacketFile> box, Duration duration, long bytes) {
        this.coded = coded;
        this.box = box;
        this.duration = duration;
        this.bytes = bytes;
    }

    /**
     * A request.
     *
     * @param track its number among the audio tracks, from 1
     * @param allowIncomplete whether a file may lack any part of its end
     */
    public record Request(int track, Cut cut, boolean allowIncomplete, Duration maxDuration) {}

    /**
     * Reads all of {@code file}, which stays open.
     *
     * @throws ConversionException if its sound can't be taken out as it is
     */
    public static MatroskaSound read(SeekableByteChannel file, Request request)
            throws IOException, ConversionException {
        Clusters clusters = new Clusters(file, request.track());
        try {
            clusters.read();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | ArithmeticException e) {
            throw EbmlReader.malformed("numbers that fit nothing: " + e);
        }
        TrackEntry track = clusters.track();
        if (clusters.decoded() <= 0) {
            throw new ConversionException(FailureCode.EMPTY_AUDIO_TRACK, "no frames");
        }
        if (clusters.hasPauses()) {
            throw new ConversionException(
                    FailureCode.UNSUPPORTED_AUDIO,
                    "The sound of this file was interrupted, so that it can't be taken out as it is; choose mp3 or wav.",
                    "pauses");
        }
        int rate = rate(track);
        long skipped = Math.min(Ticks.rescale(delay(track), NANOS, rate), clusters.decoded());
        long whole = Math.max(0, clusters.decoded() - skipped - Ticks.rescale(clusters.discarded(), NANOS, rate));
        Duration length = Ticks.toDuration(whole, rate);
        requireWhole(clusters, length, request.allowIncomplete());
        if (length.compareTo(request.maxDuration()) > 0 && request.cut().isWhole()) {
            throw new ConversionException(FailureCode.DURATION_LIMIT_EXCEEDED, length + " of audio");
        }
        return part(track, clusters.packets(), rate, skipped, Part.of(request.cut(), length), request.cut());
    }

    /**
     * Returns the kind of file that a track's sound probably is.
     *
     * @throws ConversionException if its sound can't be taken out as it is
     */
    public static AudioFileType type(SeekableByteChannel file, Request request)
            throws IOException, ConversionException {
        Clusters clusters = new Clusters(file, request.track());
        clusters.readHead();
        Coding coding = coding(clusters.track());
        return request.cut().isWhole() || coding.isCutExactly() ? coding.type() : AudioFileType.M4A;
    }

    private static void requireWhole(Clusters clusters, Duration length, boolean allowIncomplete)
            throws ConversionException {
        Duration told = Duration.ofNanos((long) Math.clamp(clusters.nanos(), 0, Long.MAX_VALUE / 2.0));
        boolean isShort = told.minus(length).compareTo(Tolerance.of(told)) > 0;
        if (clusters.isCut() && isShort && !allowIncomplete) {
            throw new ConversionException(FailureCode.TRUNCATED_MEDIA, length + " of " + told);
        }
    }

    private static long delay(TrackEntry track) {
        return track.codec().equals("A_OPUS") && track.configuration().remaining() >= OPUS_HEAD_BYTES
                ? Ticks.rescale(opusPreSkip(track), 48_000, NANOS)
                : track.codecDelay();
    }

    private static int opusPreSkip(TrackEntry track) {
        return Short.toUnsignedInt(
                track.configuration().duplicate().order(ByteOrder.LITTLE_ENDIAN).getShort(10));
    }

    private static int rate(TrackEntry track) {
        return switch (track.codec()) {
            case "A_OPUS" -> 48_000;
            case "A_AAC" -> AacFrames.coreRate(track.configuration(), track.sampleRate());
            default -> track.sampleRate();
        };
    }

    private static MatroskaSound part(TrackEntry track, Packets all, int rate, long skipped, Part part, Cut cut)
            throws ConversionException {
        boolean isPcm = track.codec().startsWith("A_PCM");
        long begin = skipped + Ticks.rescale(part.begin().toNanos(), NANOS, rate);
        long end = skipped + Ticks.rescale(part.end().toNanos(), NANOS, rate);
        long at = 0;
        long firstBegin = 0;
        int first = -1;
        int last = 0;
        int preroll = isPcm ? 0 : PREROLL_PACKETS;
        long[] begins = new long[PREROLL_PACKETS + 1]; // Of the packets before.
        for (int i = 0; i < all.count() && at < end && !cut.isWhole(); i++) {
            begins[i % begins.length] = at;
            at += all.samples(i);
            if (first < 0 && at > begin) {
                first = Math.max(0, i - preroll);
                firstBegin = begins[first % begins.length];
            }
            last = i + 1;
        }
        Packets packets = cut.isWhole() ? all : all.between(Math.max(0, first), last);
        long bytes = 0;
        for (long i = 0; i < packets.count(); i++) {
            bytes += packets.bytes(i);
        }
        List<Step> steps = new ArrayList<>();
        if (begin > firstBegin) {
            steps.add(new Step.Skip(begin - firstBegin));
        }
        steps.add(new Step.Take(end - begin));
        long left = samples(packets) - (end - firstBegin);
        if (left > 0) {
            steps.add(new Step.Skip(left));
        }
        Coding told = coding(track);
        Coding coding = cut.isWhole() || told.isCutExactly() ? told : new Coding.Boxed();
        CodedSound coded = new CodedSound(
                coding,
                track.sampleRate(),
                track.channels(),
                List.of(),
                new Playback(rate, List.of(new Playback.Run(0, packets.count())), steps),
                packets);
        Optional<PacketFile> box = box(track, rate, packets);
        if (coded.type(AudioFileType.M4A) == AudioFileType.M4A && box.isEmpty()) {
            throw new ConversionException(
                    FailureCode.UNSUPPORTED_AUDIO,
                    "A part of this sound can't be taken out as it is; choose mp3 or wav.",
                    "a part of " + track.codec());
        }
        return new MatroskaSound(coded, box, Ticks.toDuration(end - begin, rate), bytes);
    }

    private static long samples(Packets packets) {
        long samples = 0;
        for (int i = 0; i < packets.count(); i++) {
            samples += packets.samples(i);
        }
        return samples;
    }

    private static Coding coding(TrackEntry track) throws ConversionException {
        ByteBuffer configuration = track.configuration();
        return switch (track.codec()) {
            case "A_OPUS" -> new Coding.Opus(opus(configuration));
            case "A_VORBIS" -> new Coding.Vorbis(VorbisSetup.of(configuration));
            case "A_FLAC" -> new Coding.Flac(flac(configuration));
            case "A_AC3" -> new Coding.Frames(AudioFileType.AC3, "");
            case "A_EAC3" -> new Coding.Frames(AudioFileType.EAC3, "");
            case "A_MPEG/L3" -> new Coding.Frames(AudioFileType.MP3, "");
            case "A_PCM/INT/LIT" -> pcm(track, Coding.Scale.LINEAR, false);
            case "A_PCM/INT/BIG" -> pcm(track, Coding.Scale.LINEAR, true);
            case "A_PCM/FLOAT/IEEE" -> pcm(track, Coding.Scale.FLOAT, false);
            default -> new Coding.Boxed();
        };
    }

    /** Integers of 8 bits are unsigned in Matroska, others signed. */
    private static Coding pcm(TrackEntry track, Coding.Scale scale, boolean isBigEndian) throws ConversionException {
        int bits = track.bits();
        if (bits != 8 && bits != 16 && bits != 24 && bits != 32 && bits != 64) {
            throw EbmlReader.malformed("samples of " + bits + " bits");
        }
        return new Coding.Uncompressed(bits, scale, isBigEndian, bits > Byte.SIZE);
    }

    /** The identification header (RFC 7845 §5.1) as box {@code dOps}, whose numbers have the other order of bytes. */
    private static ByteBuffer opus(ByteBuffer head) throws ConversionException {
        if (head.remaining() < OPUS_HEAD_BYTES) {
            throw EbmlReader.malformed("no header of Opus");
        }
        ByteBuffer told = head.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(9);
        ByteBuffer box = ByteBuffer.allocate(head.remaining() - 8).put((byte) 0);
        return box.put(told.get())
                .putShort(told.getShort())
                .putInt(told.getInt())
                .putShort(told.getShort())
                .put(told)
                .flip();
    }

    private static ByteBuffer flac(ByteBuffer configuration) throws ConversionException {
        if (configuration.remaining() < FLAC_MARKER_BYTES + 38) {
            throw EbmlReader.malformed("no metadata of FLAC");
        }
        return configuration.duplicate().position(FLAC_MARKER_BYTES).slice();
    }

    private static Optional<PacketFile> box(TrackEntry track, int rate, Packets packets) throws ConversionException {
        return switch (track.codec()) {
            case "A_AAC" ->
                Optional.of(
                        PacketFile.ofAac(track.configuration(), track.channels(), rate, i -> packets.samples((int) i)));
            case "A_ALAC" ->
                Optional.of(PacketFile.ofAlac(
                        track.configuration(), track.channels(), rate, i -> packets.samples((int) i)));
            case "A_FLAC" ->
                Optional.of(PacketFile.ofFlac(
                        flac(track.configuration()), track.channels(), rate, i -> packets.samples((int) i)));
            default -> Optional.empty();
        };
    }

    @Override
    public CodedSound coded() {
        return coded;
    }

    @Override
    public AudioFileType type() {
        return coded.type(AudioFileType.M4A);
    }

    @Override
    public Duration duration() {
        return duration;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public boolean isBoxable() {
        return box.isPresent();
    }

    @Override
    public InputStream open(ResultLabels labels) throws IOException {
        return box.orElseThrow().open(coded, labels);
    }
}
