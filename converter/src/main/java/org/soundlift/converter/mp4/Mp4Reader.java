package org.soundlift.converter.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * Reads the tables of an ISO base media file (ISO/IEC 14496-12) before any other program sees it: which track is
 * the sound, how long it plays, and whether the file holds the bytes that its tables promise. Every number is
 * checked against the bytes that are there; nothing recurses; memory is bounded by the largest {@code moov} that is
 * allowed.
 */
public final class Mp4Reader {
    private static final int MAX_TABLE_BYTES = 64 << 20;

    private final SeekableByteChannel file;
    private final Duration maxDuration;
    private final BoxBudget budget = BoxBudget.ofMovie();
    private final BoxBudget fragmentBudget = BoxBudget.ofFragments();
    private final List<Box> fragments = new ArrayList<>();
    private final List<Long> fragmentOffsets = new ArrayList<>();
    private FileType type = FileType.NONE;
    private long tableBytes;

    private Mp4Reader(SeekableByteChannel file, Duration maxDuration) {
        this.file = file;
        this.maxDuration = maxDuration;
    }

    /**
     * Reads {@code file} from its beginning.
     *
     * @throws ConversionException with the code of the defect, if the sound can't be converted
     * @throws IOException if reading fails
     */
    public static Mp4Movie read(SeekableByteChannel file, Duration maxDuration)
            throws IOException, ConversionException {
        try {
            return new Mp4Reader(file, maxDuration).read();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "a table ends before its entries do");
        } catch (ArithmeticException e) {
            throw new ConversionException(FailureCode.MALFORMED_MEDIA, "a table's numbers overflow");
        }
    }

    private Mp4Movie read() throws IOException, ConversionException {
        Box movie = findMovie()
                .orElseThrow(() -> new ConversionException(
                        FailureCode.MALFORMED_MEDIA,
                        "The file is incomplete or damaged: its table of contents is missing.",
                        "no moov box"));
        ItemList items = ItemList.of(movie, budget);
        Track track = AudioTrackChoice.choose(movie, type, budget).withPriming(items.primingSamples());
        Samples samples = samples(movie, track);
        if (samples.times().samples() == 0 || samples.count() == 0) {
            throw new ConversionException(FailureCode.EMPTY_AUDIO_TRACK, "track " + track.id() + " has no samples");
        }
        long ticks = samples.times().ticks();
        Duration duration = track.playedDuration(ticks);
        if (track.duration(ticks).compareTo(maxDuration) > 0 || duration.compareTo(maxDuration) > 0) {
            throw new ConversionException(
                    FailureCode.DURATION_LIMIT_EXCEEDED, duration + " of audio, allowed are " + maxDuration);
        }
        LiftedFile lifted = LiftedFile.of(track, samples, file);
        boolean wholeMp3 = track.description().seemsMp3() && track.playsWhole(ticks);
        return new Mp4Movie(
                new AudioTrack(duration, wholeMp3, lifted), MovieTags.of(items, UserData.of(movie, budget)));
    }

    private Samples samples(Box movie, Track track) throws IOException, ConversionException {
        Samples samples = new Samples();
        SampleTables.read(track, file.size(), samples);
        if (!fragments.isEmpty() && !samples.agree()) {
            throw new ConversionException(
                    FailureCode.MALFORMED_MEDIA, "tables of samples that disagree, then fragments");
        }
        Fragments all = new Fragments(track, movie, file.size(), fragmentBudget, samples);
        for (int i = 0; i < fragments.size(); i++) {
            all.add(fragments.get(i), fragmentOffsets.get(i));
        }
        // Samples that share their bytes would make any length of a small file.
        if (samples.chunks().totalBytes() > file.size()) {
            throw new ConversionException(
                    FailureCode.RESOURCE_LIMIT_EXCEEDED,
                    "samples of " + samples.chunks().totalBytes() + " bytes in a file of " + file.size());
        }
        return samples;
    }

    /** Walks the boxes of the file's top level; collects the fragments on the way. */
    private Optional<Box> findMovie() throws IOException, ConversionException {
        Optional<Box> movie = Optional.empty();
        long position = 0;
        while (file.size() - position >= 8) {
            BoxHeader header = headerAt(position);
            if (header.payloadBytes() < 0) {
                if (movie.isPresent()) {
                    break; // What cameras leave behind the last box is no harm.
                }
                throw new ConversionException(FailureCode.MALFORMED_MEDIA, "box smaller than its header");
            }
            (fragments.isEmpty() ? budget : fragmentBudget).take();
            if (header.type().equals("ftyp")) {
                int bytes = (int) Math.min(header.payloadBytes(), FileType.MAX_BYTES);
                type = FileType.of(readUpTo(header.payloadStart(), bytes));
            } else if (header.type().equals("moov") && movie.isEmpty()) {
                movie = Optional.of(load(header));
            } else if (header.type().equals("moof")) {
                fragments.add(load(header));
                fragmentOffsets.add(position);
            }
            position = header.end();
            if (position < 0) {
                break; // Beyond any file: a size near 2^63.
            }
        }
        return movie;
    }

    /** A box's place in the file. */
    private record BoxHeader(String type, long payloadStart, long payloadBytes) {
        long end() {
            return payloadStart + payloadBytes;
        }
    }

    private BoxHeader headerAt(long position) throws IOException {
        ByteBuffer head = readUpTo(position, 16);
        long size = Integer.toUnsignedLong(head.getInt());
        byte[] name = new byte[4];
        head.get(name);
        if (size == 1) {
            size = head.getLong();
        } else if (size == 0) {
            size = file.size() - position;
        }
        return new BoxHeader(new String(name, ISO_8859_1), position + head.position(), size - head.position());
    }

    private Box load(BoxHeader header) throws IOException, ConversionException {
        tableBytes += Math.min(header.payloadBytes(), MAX_TABLE_BYTES + 1);
        if (tableBytes > MAX_TABLE_BYTES) {
            throw new ConversionException(
                    FailureCode.RESOURCE_LIMIT_EXCEEDED, "tables of more than " + MAX_TABLE_BYTES + " bytes");
        }
        if (header.end() > file.size()) {
            throw new ConversionException(
                    FailureCode.TRUNCATED_MEDIA, "the file ends within its " + header.type() + " box");
        }
        ByteBuffer payload = readUpTo(header.payloadStart(), (int) header.payloadBytes());
        if (payload.remaining() < header.payloadBytes()) {
            throw new IOException("the video ends at " + file.position() + ", and had " + file.size() + " bytes");
        }
        return new Box(header.type(), payload);
    }

    private ByteBuffer readUpTo(long position, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(bytes, Math.max(0, file.size() - position)));
        file.position(position);
        int count = 0;
        while (buffer.hasRemaining() && count >= 0) {
            count = file.read(buffer);
        }
        return buffer.flip();
    }
}
