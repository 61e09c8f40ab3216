package org.soundlift.converter.mp3.join;

import java.util.Arrays;
import org.soundlift.mp4.coded.Mp3Frame;

/**
 * The fields of a frame's side information that tell where its main data lies (ISO/IEC 11172-3 §2.4.1.7, ISO/IEC 13818-3
 * §2.4.1.7 for the lower rates).
 */
final class SideInformation {
    private static final int PART2_3_LENGTH_BITS = 12;

    private SideInformation() {}

    /** Returns the bytes from the begin of its main data to the frame. */
    static int mainDataBegin(Mp3Frame frame, byte[] sideInformation) {
        return bits(sideInformation, 0, mainDataBeginBits(frame));
    }

    /** The same side information for main data that begins elsewhere. */
    static byte[] withMainDataBegin(Mp3Frame frame, byte[] sideInformation, int bytes) {
        byte[] changed = sideInformation.clone();
        if (frame.mpeg1()) {
            changed[0] = (byte) (bytes >> 1);
            changed[1] = (byte) ((changed[1] & 0x7F) | (bytes << 7));
        } else {
            changed[0] = (byte) bytes;
        }
        return changed;
    }

    static boolean equalButMainDataBegin(int header, byte[] one, byte[] other) {
        Mp3Frame frame = Mp3Frame.parse(header).orElseThrow();
        return Arrays.equals(withMainDataBegin(frame, one, 0), withMainDataBegin(frame, other, 0));
    }

    /** The bits of scale factors and Huffman code of all granules and channels. */
    static int mainBits(Mp3Frame frame, byte[] sideInformation) {
        int granules = frame.granules();
        int sum = 0;
        int at = mainDataBeginBits(frame) + privateAndSharedBits(frame);
        for (int i = 0; i < granules * frame.channels(); i++) {
            sum += bits(sideInformation, at, PART2_3_LENGTH_BITS);
            at += frame.mpeg1() ? 59 : 63;
        }
        return sum;
    }

    private static int mainDataBeginBits(Mp3Frame frame) {
        return frame.mpeg1() ? 9 : 8;
    }

    /** {@code private_bits}, and {@code scfsi} of MPEG-1. */
    private static int privateAndSharedBits(Mp3Frame frame) {
        boolean mono = frame.channels() == 1;
        if (frame.mpeg1()) {
            return mono ? 5 + 4 : 3 + 8;
        }
        return mono ? 1 : 2;
    }

    private static int bits(byte[] from, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            value = (value << 1) | ((from[i >> 3] >> (7 - (i & 7))) & 1);
        }
        return value;
    }
}
