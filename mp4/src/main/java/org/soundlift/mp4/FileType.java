package org.soundlift.mp4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/**
 * Box {@code ftyp} (ISO/IEC 14496-12 §4.3), as far as it decides how sample descriptions are to be read.
 *
 * @param quickTimeFirst whether QuickTime is the major brand
 * @param quickTime whether it is among the brands, so that sample descriptions may have QuickTime's additional fields
 */
record FileType(boolean quickTimeFirst, boolean quickTime) {
    /** Of the oldest QuickTime files, which have no such box. */
    static final FileType NONE = new FileType(true, true);

    static final int MAX_BYTES = 1_024;
    private static final int QUICKTIME = 'q' << 24 | 't' << 16 | ' ' << 8 | ' ';

    static FileType of(ByteBuffer payload) {
        boolean first = payload.remaining() >= 4 && payload.getInt(0) == QUICKTIME;
        boolean found = first;
        for (int at = 8; at + 4 <= payload.limit(); at += 4) {
            found |= payload.getInt(at) == QUICKTIME;
        }
        return new FileType(first, found);
    }

    /** A file of one sound track for players. */
    static OutBox ofM4a() {
        return OutBox.of("ftyp", ByteBuffer.wrap("M4A \0\0\0\0M4A mp42isom".getBytes(ISO_8859_1)));
    }

    OutBox lifted() {
        String brands = (quickTimeFirst ? "qt  " : "isom") + "\0\0\0\0" + (quickTime ? "qt  " : "isom");
        return OutBox.of("ftyp", ByteBuffer.wrap(brands.getBytes(ISO_8859_1)));
    }
}
