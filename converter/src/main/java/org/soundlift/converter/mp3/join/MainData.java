package org.soundlift.converter.mp3.join;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.soundlift.converter.mp3.ByteQueue;

/**
 * The main data of a stream, bit by bit. Unused bits are filled as LAME 3.100 was observed to fill them: with its
 * name as far as there is room, then with zeros and ones in turn, or zeros alone where there is no reservoir.
 */
final class MainData {
    private static final byte[] NAME = "LAME".getBytes(US_ASCII);
    private static final byte[] VERSION = "3.100".getBytes(US_ASCII);
    private static final int ROOM_FOR_VERSION_BITS = 32;

    private final ByteQueue bytes = new ByteQueue();
    private final boolean alternating;
    private int unfinished;
    private int unfinishedBits;
    private int filler;

    MainData(boolean alternating) {
        this.alternating = alternating;
    }

    int wholeBytes() {
        return bytes.size();
    }

    byte[] remove(int length) {
        return bytes.remove(length);
    }

    /** Adds the first bits of some bytes. */
    void add(byte[] data, int bits) {
        if (unfinishedBits == 0) {
            bytes.add(data, 0, bits / 8);
        } else {
            for (int i = 0; i < bits / 8; i++) {
                put(data[i], 8);
            }
        }
        if (bits % 8 > 0) {
            put((data[bits / 8] & 0xFF) >> (8 - bits % 8), bits % 8);
        }
    }

    void fill(int bits) {
        int left = text(NAME, bits);
        if (left >= ROOM_FOR_VERSION_BITS) {
            left = text(VERSION, left);
        }
        for (; left > 0; left--) {
            put(filler, 1);
            filler ^= alternating ? 1 : 0;
        }
    }

    private int text(byte[] letters, int bits) {
        int left = bits;
        for (int i = 0; i < letters.length && left >= 8; i++) {
            put(letters[i], 8);
            left -= 8;
        }
        return left;
    }

    private void put(int value, int bits) {
        unfinished = (unfinished << bits) | (value & ((1 << bits) - 1));
        unfinishedBits += bits;
        if (unfinishedBits >= 8) {
            unfinishedBits -= 8;
            bytes.add(unfinished >> unfinishedBits);
        }
    }
}
