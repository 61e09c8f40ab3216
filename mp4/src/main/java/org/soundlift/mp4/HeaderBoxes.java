package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Boxes that all tracks of a written file have. */
final class HeaderBoxes {
    static final int UNDETERMINED_LANGUAGE = 0x55C4;
    private static final int RATE_1 = 0x1_0000;

    private HeaderBoxes() {}

    /** Times of creation and change, time scale and duration, as movie and media header begin (§8.2.2, §8.4.2). */
    static ByteBuffer times(long ticks, int timescale) {
        return ByteBuffer.allocate(108).putLong(0).putLong(0).putInt(timescale).putLong(ticks);
    }

    /** Box {@code mdhd} (§8.4.2). */
    static OutBox mediaHeader(long ticks, int timescale, int language) {
        return OutBox.full(
                "mdhd", 1, 0, times(ticks, timescale).putInt(language << 16).flip());
    }

    /**
     * Box {@code tkhd} (§8.3.2).
     *
     * @param ticks of the movie
     */
    static OutBox trackHeader(int id, int flags, long ticks, int volume) {
        return OutBox.full(
                "tkhd",
                1,
                flags,
                matrix(ByteBuffer.allocate(92)
                        .putInt(16, id)
                        .putLong(24, ticks)
                        .putShort(44, (short) volume)
                        .position(48)));
    }

    /** The unity matrix at the buffer's position; what follows it stays 0. */
    static ByteBuffer matrix(ByteBuffer buffer) {
        for (int i = 0; i < 9; i++) {
            buffer.putInt(i == 8 ? 0x4000_0000 : i % 4 == 0 ? RATE_1 : 0);
        }
        return buffer.rewind();
    }

    /**
     * Box {@code mdia} (§8.4.1).
     *
     * @param handler four characters
     * @param mediaTypeHeader the first box of {@code minf}
     */
    static OutBox media(OutBox header, String handler, OutBox mediaTypeHeader, OutBox sampleTable) {
        ByteBuffer handlerFields = ByteBuffer.allocate(21).put(4, handler.getBytes(ISO_8859_1));
        OutBox reference = OutBox.full("dref", 0, 0, OutBox.ints(1), OutBox.full("url ", 0, 1, OutBox.ints()));
        OutBox information = OutBox.of("minf", mediaTypeHeader, OutBox.of("dinf", reference), sampleTable);
        return OutBox.of("mdia", header, OutBox.full("hdlr", 0, 0, handlerFields), information);
    }
}
