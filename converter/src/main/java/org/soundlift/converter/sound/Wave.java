package org.soundlift.converter.sound;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The head of a WAVE stream of 32-bit floats, of unknown length ("Multimedia Programming Interface and Data Specifications 1.0",
 * and {@code mmreg.h} for the format's number).
 *
 * @param sampleRate Hz
 * @param channels 1 to 64
 * @param mask the speakers of the channels, in {@code dwChannelMask} of {@code WAVEFORMATEXTENSIBLE}; 0 if nothing tells them
 */
public record Wave(int sampleRate, int channels, long mask) {
    private static final int RIFF = 0x52494646;
    private static final int WAVE = 0x57415645;
    private static final int FMT = 0x666D7420;
    private static final int DATA = 0x64617461;
    private static final int IEEE_FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int FMT_BYTES = 16;
    private static final int MASK_OFFSET = 20;
    private static final int SUB_FORMAT_OFFSET = 24;
    private static final int MOST_CHANNELS = 64;
    private static final int LARGEST_CHUNK = 1 << 16;
    private static final int HEADER_BYTES = 44;
    private static final int UNKNOWN_LENGTH = -1;

    /**
     * Reads what comes before the samples.
     *
     * @throws java.io.EOFException if the stream ends before
     * @throws IOException if the samples are no 32-bit floats
     */
    static Wave read(DataInputStream data) throws IOException {
        require(data.readInt() == RIFF);
        data.skipNBytes(Integer.BYTES);
        require(data.readInt() == WAVE);
        ByteBuffer format = ByteBuffer.allocate(0);
        for (int chunk = data.readInt(); chunk != DATA; chunk = data.readInt()) {
            int bytes = Integer.reverseBytes(data.readInt());
            require(bytes >= 0 && bytes <= LARGEST_CHUNK);
            byte[] content = data.readNBytes(bytes);
            if (chunk == FMT) {
                format = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
            }
        }
        data.skipNBytes(Integer.BYTES);
        require(format.limit() >= FMT_BYTES);
        int kind = Short.toUnsignedInt(format.getShort(0));
        long mask = 0;
        if (kind == EXTENSIBLE && format.limit() >= SUB_FORMAT_OFFSET + Short.BYTES) {
            kind = Short.toUnsignedInt(format.getShort(SUB_FORMAT_OFFSET));
            mask = Integer.toUnsignedLong(format.getInt(MASK_OFFSET));
        }
        int channels = format.getShort(2);
        require(kind == IEEE_FLOAT && format.getShort(14) == Float.SIZE && channels >= 1 && channels <= MOST_CHANNELS);
        return new Wave(format.getInt(4), channels, mask);
    }

    private static void require(boolean isAsExpected) throws IOException {
        if (!isAsExpected) {
            throw new IOException("FFmpeg wrote no sound in 32-bit floats");
        }
    }

    /**
     * Returns what comes before the samples.
     *
     * @param sampleRate Hz
     * @param channels 1 or 2
     */
    public static byte[] header(int sampleRate, int channels) {
        int frameBytes = channels * Float.BYTES;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES); // Names of chunks are big-endian, numbers little-endian.
        header.putInt(RIFF).putInt(UNKNOWN_LENGTH).putInt(WAVE).putInt(FMT);
        header.order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(FMT_BYTES).putShort((short) IEEE_FLOAT).putShort((short) channels);
        header.putInt(sampleRate).putInt(sampleRate * frameBytes);
        header.putShort((short) frameBytes).putShort((short) Float.SIZE);
        header.order(ByteOrder.BIG_ENDIAN).putInt(DATA).putInt(UNKNOWN_LENGTH);
        return header.array();
    }
}
