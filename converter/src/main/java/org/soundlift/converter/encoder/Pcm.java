package org.soundlift.converter.encoder;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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

    /** Samples of each channel that are read at a time: few, so that encoders beside it keep their place in the caches. */
    private static final int SLICE = 4096;

    private final InputStream in;
    private final int sampleRate;
    private final int channels;
    private final byte[] bytes;
    private final FloatBuffer floats;
    private final float[] interleaved;
    private final float[] scratch = new float[SLICE];
    private final long mostSamples;
    private long samples;

    private Pcm(InputStream in, int sampleRate, int channels, Duration longest) {
        this.in = in;
        this.mostSamples = longest.toSeconds() * sampleRate;
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.interleaved = new float[SLICE * channels];
        this.bytes = new byte[SLICE * channels * Float.BYTES];
        this.floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
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
     * Reads samples until a block is full, fewer only at the end.
     *
     * @param full how many of each channel make it full
     * @return how many it has now
     */
    int read(Block block, int full) throws IOException {
        block.begin(samples);
        int done = 0;
        boolean isEnd = false;
        while (done < full && !isEnd) {
            int wanted = Math.min(SLICE, full - done);
            int count = in.readNBytes(bytes, 0, wanted * channels * Float.BYTES) / Float.BYTES / channels;
            floats.get(0, interleaved, 0, count * channels);
            block.append(interleaved, count, scratch);
            done += count;
            isEnd = count < wanted;
        }
        samples += done;
        if (samples > mostSamples) {
            throw new IOException("FFmpeg does not stop where it was told to");
        }
        return done;
    }
}
