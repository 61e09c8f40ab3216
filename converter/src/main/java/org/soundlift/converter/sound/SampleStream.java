package org.soundlift.converter.sound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Reads and makes streams of 32-bit floats, little-endian, interleaved. */
final class SampleStream {
    private final InputStream in;
    private final int channels;
    private byte[] bytes = {};

    SampleStream(InputStream in, int channels) {
        this.in = in;
        this.channels = channels;
    }

    /** Reads samples of all channels. Returns how many of each; fewer than wanted only at the end of the sound. */
    int read(float[] target, int wanted) throws IOException {
        int length = wanted * channels * Float.BYTES;
        bytes = bytes.length < length ? new byte[length] : bytes;
        int count = in.readNBytes(bytes, 0, length) / (channels * Float.BYTES);
        floats(bytes, 0, count * channels * Float.BYTES).get(target, 0, count * channels);
        return count;
    }

    static FloatBuffer floats(byte[] bytes, int offset, int length) {
        return ByteBuffer.wrap(bytes, offset, length)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }
}
