package org.soundlift.mp4;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** The number of channels of a sound: by the configuration of its codec, for the field of the sample entry is often just 2. */
final class ChannelCount {
    private static final int MOST = 255;
    /** By {@code acmod} (ETSI TS 102 366 §4.4.2.3). */
    private static final int[] OF_AC3 = {2, 1, 2, 3, 3, 4, 4, 5};

    private ChannelCount() {}

    /** @throws ConversionException if there are none, or more than any codec has */
    static int of(SampleEntry entry) throws ConversionException {
        int told;
        try {
            told = configured(entry);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            told = 0;
        }
        int channels = told > 0 ? told : entry.channels();
        if (channels < 1 || channels > MOST) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, channels + " channels");
        }
        return channels;
    }

    private static int configured(SampleEntry entry) {
        return switch (entry.codec()) {
            case "mp4a" -> AacConfig.of(entry).map(AacConfig::channels).orElse(0);
            case "Opus" ->
                entry.child("dOps").map(box -> box.data().get(1) & 0xFF).orElse(0);
            case "ac-3" -> entry.child("dac3").map(box -> ac3(box.data(), 10)).orElse(0);
            case "ec-3" -> entry.child("dec3").map(box -> ac3(box.data(), 28)).orElse(0);
            default -> 0;
        };
    }

    /**
     * Of the first, independent stream (ETSI TS 102 366 Annex F.4, F.6).
     *
     * @param at the place of {@code acmod}, in bits; {@code lfeon} follows it
     */
    private static int ac3(ByteBuffer box, int at) {
        long bits = 0;
        for (int i = 0; i < Integer.BYTES + 1; i++) {
            bits = bits << Byte.SIZE | (i < box.remaining() ? box.get(box.position() + i) & 0xFF : 0);
        }
        int codes = (int) (bits >>> (40 - at - 4) & 0xF);
        return OF_AC3[codes >>> 1] + (codes & 1);
    }
}
