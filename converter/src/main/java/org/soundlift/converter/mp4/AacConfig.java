package org.soundlift.converter.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The configuration of an AAC decoder in box {@code esds}: {@code AudioSpecificConfig} (ISO/IEC 14496-3 §1.6.2.1)
 * within the descriptors of ISO/IEC 14496-1 §7.2.6.
 *
 * @param sampleRate Hz
 */
record AacConfig(int sampleRate) {
    private static final int ES_DESCRIPTOR = 3;
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC_INFO = 5;
    private static final int AAC = 0x40;
    private static final int ESCAPED_TYPE = 31;
    private static final int ESCAPED_RATE = 15;
    private static final int[] RATES_HZ = {
        96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350
    };

    /** Empty where the entry is not of AAC, or can't be read: that is for the decoder to complain of. */
    static Optional<AacConfig> of(SampleEntry entry) {
        try {
            return entry.child("esds").flatMap(box -> of(box.fullData()));
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<AacConfig> of(ByteBuffer data) {
        ByteBuffer stream = descriptor(data, ES_DESCRIPTOR);
        stream.getShort();
        int flags = stream.get();
        int skipped = (flags & 0x80) != 0 ? 2 : 0;
        skipped += (flags & 0x40) != 0 ? 1 + (stream.get(stream.position() + skipped) & 0xFF) : 0;
        skipped += (flags & 0x20) != 0 ? 2 : 0;
        stream.position(stream.position() + skipped);
        ByteBuffer config = descriptor(stream, DECODER_CONFIG);
        if (config.get() != AAC) {
            return Optional.empty();
        }
        config.position(config.position() + 12);
        return sampleRate(descriptor(config, DECODER_SPECIFIC_INFO)).map(AacConfig::new);
    }

    /** The payload of the next descriptor, whose length has seven bits a byte (ISO/IEC 14496-1 §8.3.3). */
    private static ByteBuffer descriptor(ByteBuffer data, int tag) {
        if (data.get() != tag) {
            throw new IllegalArgumentException("no descriptor of tag " + tag);
        }
        int length = 0;
        int next;
        do {
            next = data.get();
            length = length << 7 | (next & 0x7F);
        } while (next < 0);
        return data.slice(data.position(), Math.min(length, data.remaining()));
    }

    private static Optional<Integer> sampleRate(ByteBuffer config) {
        byte[] head = new byte[8];
        config.get(head, 0, Math.min(head.length, config.remaining()));
        long bits = ByteBuffer.wrap(head).getLong();
        int shift = 5 + (bits >>> 59 == ESCAPED_TYPE ? 6 : 0);
        int index = (int) (bits << shift >>> 60);
        if (index == ESCAPED_RATE) {
            return Optional.of((int) (bits << (shift + 4) >>> 40));
        }
        return index < RATES_HZ.length ? Optional.of(RATES_HZ[index]) : Optional.empty();
    }
}
