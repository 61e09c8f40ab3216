package org.soundlift.converter.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.soundlift.converter.ConversionException;

/**
 * One track as a file of its own (ISO/IEC 14496-12), tables first, so that it can be read through a pipe. It holds what
 * is needed to decode the sound: sample descriptions, sizes, times, the edit list, all written anew, and the samples.
 * Nothing else of the source goes into it.
 */
public final class LiftedFile {
    private static final int MEDIA_DATA_HEADER_BYTES = 16;
    private static final int ENABLED_IN_MOVIE_AND_PREVIEW = 7;
    private static final int NEXT_TRACK_ID = 2;
    private static final int FULL_VOLUME = 0x100;
    private static final int UNDETERMINED_LANGUAGE = 0x55C4;
    private static final int RATE_1 = 0x1_0000;

    private final Track track;
    private final Samples samples;
    private final int timescale;
    private final EditList edits;
    private final SeekableByteChannel source;

    private LiftedFile(Track track, Samples samples, int timescale, SeekableByteChannel source) {
        this.track = track;
        this.samples = samples;
        this.timescale = timescale;
        this.edits = track.edits().rescaled(track.timescale(), timescale);
        this.source = source;
    }

    static LiftedFile of(Track track, Samples samples, SeekableByteChannel source)
            throws IOException, ConversionException {
        String codec = track.description().codec();
        if (!AmrFrames.isAmr(codec)) {
            return new LiftedFile(track, samples, (int) track.timescale(), source);
        }
        InputStream data = new ChunkStream(samples.chunks(), source);
        return new LiftedFile(track, AmrFrames.split(codec, samples, data), AmrFrames.sampleRate(codec), source);
    }

    /** Reads the file from its beginning; closing the stream does not close the source. */
    public InputStream open() {
        List<InputStream> parts = new ArrayList<>();
        for (ByteBuffer part : head()) {
            parts.add(new ByteArrayInputStream(bytes(part)));
        }
        parts.add(new ChunkStream(samples.chunks(), source));
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static byte[] bytes(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.duplicate().get(bytes);
        return bytes;
    }

    private List<ByteBuffer> head() {
        OutBox type = track.description().type().lifted();
        // Where the data begin changes the numbers in the table of offsets, not its length.
        int beforeData = type.bytes() + movie(0).bytes() + MEDIA_DATA_HEADER_BYTES;
        List<ByteBuffer> head = new ArrayList<>(type.parts());
        head.addAll(movie(beforeData).parts());
        head.add(ByteBuffer.allocate(MEDIA_DATA_HEADER_BYTES)
                .putInt(1)
                .put("mdat".getBytes(ISO_8859_1))
                .putLong(MEDIA_DATA_HEADER_BYTES + samples.chunks().totalBytes())
                .flip());
        return head;
    }

    private OutBox movie(long dataOffset) {
        long ticks = samples.times().ticks(samples.count());
        ByteBuffer header = header(ticks, timescale)
                .putInt(RATE_1)
                .putShort((short) FULL_VOLUME)
                .putInt(104, NEXT_TRACK_ID)
                .position(44);
        OutBox trackHeader = OutBox.full(
                "tkhd",
                1,
                ENABLED_IN_MOVIE_AND_PREVIEW,
                matrix(ByteBuffer.allocate(92)
                        .putInt(16, 1)
                        .putLong(24, edits.playedTicks(ticks))
                        .putShort(44, (short) FULL_VOLUME)
                        .position(48)));
        List<OutBox> trackBoxes = new ArrayList<>(List.of(trackHeader));
        edits.lifted(ticks).ifPresent(trackBoxes::add);
        trackBoxes.add(media(ticks, dataOffset));
        return OutBox.of(
                "moov",
                OutBox.full("mvhd", 1, 0, matrix(header)),
                OutBox.of("trak", trackBoxes.toArray(OutBox[]::new)));
    }

    /** Times of creation and change, time scale and duration, as movie and media header begin (§8.2.2, §8.4.2). */
    private static ByteBuffer header(long ticks, int timescale) {
        return ByteBuffer.allocate(108).putLong(0).putLong(0).putInt(timescale).putLong(ticks);
    }

    /** The unity matrix at the buffer's position; what follows it stays 0. */
    private static ByteBuffer matrix(ByteBuffer buffer) {
        for (int i = 0; i < 9; i++) {
            buffer.putInt(i == 8 ? 0x4000_0000 : i % 4 == 0 ? RATE_1 : 0);
        }
        return buffer.rewind();
    }

    private OutBox media(long ticks, long dataOffset) {
        OutBox header = OutBox.full(
                "mdhd",
                1,
                0,
                header(ticks, timescale).putInt(UNDETERMINED_LANGUAGE << 16).flip());
        ByteBuffer handler = ByteBuffer.allocate(21).put(4, "soun".getBytes(ISO_8859_1));
        OutBox reference = OutBox.full("dref", 0, 0, OutBox.ints(1), OutBox.full("url ", 0, 1, OutBox.ints()));
        OutBox information = OutBox.of(
                "minf",
                OutBox.full("smhd", 0, 0, OutBox.ints(0)),
                OutBox.of("dinf", reference),
                sampleTable(dataOffset));
        return OutBox.of("mdia", header, OutBox.full("hdlr", 0, 0, handler), information);
    }

    private OutBox sampleTable(long dataOffset) {
        long count = samples.count();
        return OutBox.of(
                "stbl",
                track.description().lifted(),
                OutBox.full("stts", 0, 0, samples.times().entries(count)),
                OutBox.full("stsc", 0, 0, samples.chunks().entries()),
                OutBox.full("stsz", 0, 0, samples.sizes().fields(count)),
                OutBox.full("co64", 0, 0, samples.chunks().offsetsFrom(dataOffset)));
    }
}
