package org.soundlift.converter.sound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** 32-bit floats, little-endian, each of which is a number and not louder than any recording. */
final class BoundedSound extends SoundStream {
    /** Louder samples, 42 dB above full scale, come from no recording. */
    private static final float LOUDEST = 128;

    /** Of two floats at a time: sign and fraction gone, {@link #CARRY} set where the exponent is that of {@link #LOUDEST} or higher. */
    private static final long EXPONENTS = 0x7F80_0000_7F80_0000L;

    private static final long TO_CARRY = 0x3D00_0000_3D00_0000L;
    private static final long CARRY = 0x8000_0000_8000_0000L;

    private final InputStream in;
    private long[] pairs = {};

    BoundedSound(InputStream in) {
        this.in = in;
    }

    /** Reads whole floats, as many as fit; fewer only at the end of the sound. */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int wanted = length - length % Float.BYTES;
        int bytes = in.readNBytes(target, offset, wanted);
        bytes -= bytes % Float.BYTES;
        ByteBuffer read = ByteBuffer.wrap(target, offset, bytes).slice().order(ByteOrder.LITTLE_ENDIAN);
        if (!isBounded(read)) {
            bound(read);
        }
        return bytes == 0 && wanted > 0 ? -1 : bytes;
    }

    /** Decides by the exponents alone, two at a time: hardly any sound needs more than this look. */
    private boolean isBounded(ByteBuffer floats) {
        int count = floats.limit() / Long.BYTES;
        pairs = pairs.length < count
                ? new long[count]
                : pairs; // An array is what the first compiler makes fast loops of.
        floats.asLongBuffer().get(pairs, 0, count);
        long carries = 0;
        for (int i = 0; i < count; i++) {
            carries |= (pairs[i] & EXPONENTS) + TO_CARRY;
        }
        if (count * Long.BYTES < floats.limit()) {
            carries |= (Integer.toUnsignedLong(floats.getInt(count * Long.BYTES)) & EXPONENTS) + TO_CARRY;
        }
        return (carries & CARRY) == 0;
    }

    private static void bound(ByteBuffer floats) {
        for (int i = 0; i < floats.limit(); i += Float.BYTES) {
            float sample = floats.getFloat(i);
            floats.putFloat(i, Float.isNaN(sample) ? 0 : Math.clamp(sample, -LOUDEST, LOUDEST));
        }
    }
}
