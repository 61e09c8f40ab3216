package org.soundlift.converter.convert;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleConsumer;
import org.soundlift.converter.sound.Pcm;

/** Writes samples as PCM of 16 bits, little-endian. */
final class WriteSamples {
    private static final int BLOCK_SAMPLES = 1 << 14;

    private WriteSamples() {}

    /** @throws EOFException if there are none */
    static void write(Pcm pcm, Path target, DoubleConsumer done) throws IOException {
        byte[] block = new byte[BLOCK_SAMPLES * pcm.channels() * Float.BYTES];
        FloatBuffer floats =
                ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        ByteBuffer written = ByteBuffer.allocate(block.length / 2).order(ByteOrder.LITTLE_ENDIAN);
        try (OutputStream out = Files.newOutputStream(target)) {
            for (int bytes = pcm.read(block, 0, block.length); bytes > 0; bytes = pcm.read(block, 0, block.length)) {
                written.clear();
                for (int i = 0; i < bytes / Float.BYTES; i++) {
                    written.putShort(rounded(floats.get(i)));
                }
                out.write(written.array(), 0, written.position());
                done.accept((double) pcm.samples() / pcm.sampleRate());
            }
        }
        if (pcm.samples() == 0) {
            throw new EOFException("no samples");
        }
    }

    /** Full scale is 32,768, so that samples that had 16 bits before are the same again. */
    private static short rounded(float sample) {
        return (short) Math.clamp(Math.round(sample * 32_768.0), Short.MIN_VALUE, Short.MAX_VALUE);
    }
}
