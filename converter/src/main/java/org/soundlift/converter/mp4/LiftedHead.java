package org.soundlift.converter.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The part of a lifted file before its samples: brands, tables, and the header of the media data. */
final class LiftedHead {
    private static final int MEDIA_DATA_HEADER_BYTES = 16;
    private static final int ENABLED_IN_MOVIE_AND_PREVIEW = 7;
    private static final int NEXT_TRACK_ID = 2;
    private static final int FULL_VOLUME = 0x100;
    private static final int UNDETERMINED_LANGUAGE = 0x55C4;
    private static final int RATE_1 = 0x1_0000;

    private final OutBox description;
    private final FileType type;
    private final Units units;
    private final int timescale;

    private LiftedHead(OutBox description, FileType type, Units units) {
        this.description = description;
        this.type = type;
        this.units = units;
        this.timescale = (int) units.rate();
    }

    /**
     * The head of a file of these samples.
     *
     * @param description box {@code stsd}
     */
    static byte[] of(OutBox description, FileType type, Units units) {
        return new LiftedHead(description, type, units).bytes();
    }

    private byte[] bytes() {
        OutBox brands = type.lifted();
        // Where the data begin changes the numbers in the table of offsets, not its length.
        int beforeData = brands.bytes() + movie(0).bytes() + MEDIA_DATA_HEADER_BYTES;
        ByteBuffer head = ByteBuffer.allocate(beforeData);
        List<ByteBuffer> parts = new ArrayList<>(brands.parts());
        parts.addAll(movie(beforeData).parts());
        parts.forEach(part -> head.put(part.duplicate()));
        head.putInt(1)
                .put("mdat".getBytes(ISO_8859_1))
                .putLong(MEDIA_DATA_HEADER_BYTES + units.chunks().totalBytes());
        return head.array();
    }

    private OutBox movie(long dataOffset) {
        long ticks = units.lengths().samples();
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
                        .putLong(24, ticks)
                        .putShort(44, (short) FULL_VOLUME)
                        .position(48)));
        return OutBox.of(
                "moov",
                OutBox.full("mvhd", 1, 0, matrix(header)),
                OutBox.of("trak", trackHeader, media(ticks, dataOffset)));
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
        long count = units.lengths().count() * units.samplesPerUnit();
        ByteBuffer times =
                units.samplesPerUnit() == 1 ? units.lengths().times().entries() : OutBox.ints(1, (int) count, 1);
        return OutBox.of(
                "stbl",
                description,
                OutBox.full("stts", 0, 0, times),
                OutBox.full("stsc", 0, 0, units.chunks().entries()),
                OutBox.full("stsz", 0, 0, units.sizes().fields(count)),
                OutBox.full("co64", 0, 0, units.chunks().offsetsFrom(dataOffset)));
    }
}
