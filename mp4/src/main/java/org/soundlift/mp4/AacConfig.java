package org.soundlift.mp4;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of an AAC decoder in box {@code esds}: {@code AudioSpecificConfig} (ISO/IEC 14496-3 §1.6.2.1)
 * within the descriptors of ISO/IEC 14496-1 §7.2.6.
 *
 * @param sampleRate Hz, of the core: spectral band replication doubles it
 * @param frameSamples of each channel that an access unit has, at that rate; 0 where that is not known
 * @param channels as the configuration tells them; 0 where it does not
 * @param presentedRate Hz, of the decoder's output, as far as the configuration tells it
 */
record AacConfig(int sampleRate, int frameSamples, int presentedRate, int channels) {
    private static final int ES_DESCRIPTOR = 3;
    private static final int DECODER_CONFIG = 4;
    private static final int DECODER_SPECIFIC_INFO = 5;
    /** MPEG-4 audio, and the three profiles of MPEG-2 AAC (the MP4 Registration Authority's object types). */
    private static final Set<Integer> AAC = Set.of(0x40, 0x66, 0x67, 0x68);

    private static final int SPECTRAL_BAND_REPLICATION = 5;
    private static final int PARAMETRIC_STEREO = 29;
    private static final int SYNC_EXTENSION = 0x2B7;
    private static final int CORE_CODER_DELAY_BITS = 14;
    private static final int LOWEST_RATE_HZ = 4_000;
    private static final int HIGHEST_RATE_HZ = 384_000;
    private static final int CHANNELS_BITS = 4;
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

    /** The same without any descriptor around it. */
    static Optional<AacConfig> ofSpecificConfig(ByteBuffer config) {
        return of(new Bits(config.duplicate()));
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
        if (!AAC.contains(config.get() & 0xFF)) {
            return Optional.empty();
        }
        config.position(config.position() + 12);
        return of(new Bits(descriptor(config, DECODER_SPECIFIC_INFO)));
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
        return Slices.of(data, data.position(), Math.min(length, data.remaining()));
    }

    private static Optional<AacConfig> of(Bits config) {
        int type = config.type();
        int rate = config.rate();
        int channels = config.next(CHANNELS_BITS);
        int presented = rate;
        boolean isParametric = type == PARAMETRIC_STEREO;
        boolean replicated = type == SPECTRAL_BAND_REPLICATION || type == PARAMETRIC_STEREO;
        if (replicated) { // The decoder puts out twice as many samples, at twice the rate.
            presented = config.rate();
            type = config.type();
        }
        if (rate == 0) {
            return Optional.empty();
        }
        boolean isShort = config.next(1) == 1;
        int samples = switch (type) {
            case 1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22 -> isShort ? 960 : 1024;
            case 23, 39 -> isShort ? 480 : 512; // Low delay.
            default -> 0;
        };
        int heard = replicated ? presented : extended(config, rate);
        boolean isPossible = heard >= LOWEST_RATE_HZ && heard <= HIGHEST_RATE_HZ;
        int count = isParametric ? 2 : channels > 7 ? 0 : channels == 7 ? 8 : channels;
        return Optional.of(new AacConfig(rate, samples, isPossible ? heard : rate, count));
    }

    /** Returns the rate by what old decoders do not read: {@code syncExtensionType} and what follows (§1.6.2.1); Hz. */
    private static int extended(Bits config, int rate) {
        boolean dependsOnCoreCoder = config.next(1) == 1;
        if (dependsOnCoreCoder) {
            config.next(CORE_CODER_DELAY_BITS);
        }
        config.next(1);
        boolean isReplicated =
                config.next(11) == SYNC_EXTENSION && config.type() == SPECTRAL_BAND_REPLICATION && config.next(1) == 1;
        int presented = isReplicated ? config.rate() : 0;
        return presented > 0 ? presented : rate;
    }

    /** The first bits of a configuration; zeros behind its end. */
    private static final class Bits {
        private static final int MOST_BYTES = 16;

        private final BigInteger bits;
        private int left = MOST_BYTES * Byte.SIZE;

        Bits(ByteBuffer config) {
            byte[] head = new byte[MOST_BYTES];
            config.get(head, 0, Math.min(head.length, config.remaining()));
            bits = new BigInteger(1, head);
        }

        int next(int count) {
            left -= count;
            return bits.shiftRight(left).intValue() & ((1 << count) - 1);
        }

        /** Audio object type (§1.6.2.1, {@code GetAudioObjectType}). */
        int type() {
            int type = next(5);
            return type == ESCAPED_TYPE ? 32 + next(6) : type;
        }

        /** Sampling frequency, Hz; 0 where the index is reserved. */
        int rate() {
            int index = next(4);
            return index == ESCAPED_RATE ? next(24) : index < RATES_HZ.length ? RATES_HZ[index] : 0;
        }
    }
}
