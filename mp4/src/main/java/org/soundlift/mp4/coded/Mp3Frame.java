package org.soundlift.mp4.coded;

import java.util.Optional;

/**
 * The header of an MPEG audio Layer III frame (ISO/IEC 11172-3 §2.4.1.3, ISO/IEC 13818-3 §2.4.2, and the
 * MPEG-2.5 extension for rates below 16 kHz).
 *
 * @param mpeg1 whether it is MPEG-1, with two granules a frame
 * @param bitrate kbit/s
 * @param sampleRate Hz
 * @param channels 1 or 2
 * @param bytes length of the whole frame
 */
public record Mp3Frame(boolean mpeg1, int bitrate, int sampleRate, int channels, int bytes) {
    public static final int HEADER_BYTES = 4;

    private static final int[] MPEG1_KBIT = {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] MPEG2_KBIT = {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};
    private static final int[] MPEG1_HZ = {44_100, 48_000, 32_000};

    /** The frame that begins with this header, or empty if none does. Free format is not accepted. */
    public static Optional<Mp3Frame> parse(int header) {
        boolean sync = header >>> 21 == 0x7FF;
        int version = header >>> 19 & 3;
        boolean layer3 = (header >>> 17 & 3) == 1;
        int bitrateIndex = header >>> 12 & 15;
        int rateIndex = header >>> 10 & 3;
        if (!sync || version == 1 || !layer3 || bitrateIndex == 0 || bitrateIndex == 15 || rateIndex == 3) {
            return Optional.empty();
        }
        boolean mpeg1 = version == 3;
        int kbit = (mpeg1 ? MPEG1_KBIT : MPEG2_KBIT)[bitrateIndex];
        int halvings = mpeg1 ? 0 : version == 2 ? 1 : 2;
        int hertz = MPEG1_HZ[rateIndex] >> halvings;
        int padding = header >>> 9 & 1;
        int bytes = (mpeg1 ? 144_000 : 72_000) * kbit / hertz + padding;
        int channels = (header >>> 6 & 3) == 3 ? 1 : 2;
        return Optional.of(new Mp3Frame(mpeg1, kbit, hertz, channels, bytes));
    }

    /** The frame whose header differs in nothing but its length. */
    public static Mp3Frame of(int header, int bitrateIndex, boolean padded) {
        return parse(header(header, bitrateIndex, padded)).orElseThrow();
    }

    /** A header that differs in nothing but the frame's length. */
    public static int header(int header, int bitrateIndex, boolean padded) {
        return (header & ~0xF200) | (bitrateIndex << 12) | (padded ? 1 << 9 : 0);
    }

    public static int bitrateIndex(int header) {
        return (header >>> 12) & 15;
    }

    /** Returns the samples of each channel in the frame. */
    public int samples() {
        return granules() * 576;
    }

    public int granules() {
        return mpeg1 ? 2 : 1;
    }

    /** Returns the bits of main data that fit into the frame. */
    public int mainCapacityBits() {
        return (bytes - HEADER_BYTES - sideInformationBytes()) * 8;
    }

    /** Length of the side information behind the header (§2.4.1.7); the Xing tag follows it. */
    public int sideInformationBytes() {
        if (mpeg1) {
            return channels == 1 ? 17 : 32;
        }
        return channels == 1 ? 9 : 17;
    }
}
