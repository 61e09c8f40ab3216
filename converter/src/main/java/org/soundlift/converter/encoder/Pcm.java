package org.soundlift.converter.encoder;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.soundlift.converter.lame.LameSettings;

/**
 * Sound as FFmpeg writes it to a pipe: WAVE with 32-bit floats, of unknown length ("Multimedia Programming Interface and
 * Data Specifications 1.0", and {@code mmreg.h} for the format's number).
 */
final class Pcm {
    private static final int RIFF = 0x52494646;
    private static final int WAVE = 0x57415645;
    private static final int FMT = 0x666D7420;
    private static final int DATA = 0x64617461;
    private static final int IEEE_FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int SUB_FORMAT_OFFSET = 24;
    private static final int LARGEST_CHUNK = 1 << 16;

    private final InputStream in;
    private final int sampleRate;
    private final int channels;
    private byte[] bytes = new byte[0];

    private final long mostSamples;
    private long samples;

    private Pcm(InputStream in, int sampleRate, int channels, Duration longest) {
        this.in = in;
        this.mostSamples = longest.toSeconds() * sampleRate;
        this.sampleRate = sampleRate;
        this.channels = channels;
    }

    /**
     * Reads what comes before the samples.
     *
     * @param longest beyond which reading fails
     * @throws EOFException if there is no sound at all
     */
    static Pcm open(InputStream in, Duration longest) throws IOException {
        DataInputStream data = new DataInputStream(in);
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
        require(format.limit() >= 16);
        int kind = Short.toUnsignedInt(format.getShort(0));
        if (kind == EXTENSIBLE && format.limit() >= SUB_FORMAT_OFFSET + Short.BYTES) {
            kind = Short.toUnsignedInt(format.getShort(SUB_FORMAT_OFFSET));
        }
        int channels = format.getShort(2);
        require(LameSettings.SAMPLE_RATES.contains(format.getInt(4)));
        require(kind == IEEE_FLOAT && format.getShort(14) == Float.SIZE && (channels == 1 || channels == 2));
        return new Pcm(in, format.getInt(4), channels, longest);
    }

    private static void require(boolean isAsExpected) throws IOException {
        if (!isAsExpected) {
            throw new IOException("FFmpeg wrote no sound in 32-bit floats at a rate of MP3");
        }
    }

    /** Hz. */
    int sampleRate() {
        return sampleRate;
    }

    /** 1 or 2. */
    int channels() {
        return channels;
    }

    /**
     * Reads samples until the array is full, fewer only at the end.
     *
     * @param interleaved with full scale at 1
     * @return how many of each channel
     */
    int read(float[] interleaved) throws IOException {
        if (bytes.length != interleaved.length * Float.BYTES) {
            bytes = new byte[interleaved.length * Float.BYTES];
        }
        int count = in.readNBytes(bytes, 0, bytes.length) / Float.BYTES / channels;
        samples += count;
        if (samples > mostSamples) {
            throw new IOException("FFmpeg does not stop where it was told to");
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(interleaved, 0, count * channels);
        return count;
    }
}
