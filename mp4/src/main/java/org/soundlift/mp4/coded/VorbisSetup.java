package org.soundlift.mp4.coded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/**
 * The three headers of Vorbis (Vorbis I specification §4.2), and the block sizes that packets name by their mode.
 */
public final class VorbisSetup {
    private static final int HEADERS = 3;
    private static final int HEADER_NAME_BYTES = 7;
    private static final int BLOCK_SIZES_OFFSET = 28;
    private static final int MODE_BITS = 41;
    private static final int MOST_MODES = 64;
    private static final int MODE_COUNT_BITS = 6;

    private final byte[] identification;
    private final byte[] setup;
    private final int shortBlock;
    private final int longBlock;
    private final boolean[] isLong;

    private VorbisSetup(byte[] identification, byte[] setup, boolean[] isLong) {
        this.identification = identification;
        this.setup = setup;
        this.isLong = isLong;
        this.shortBlock = 1 << (identification[BLOCK_SIZES_OFFSET] & 0xF);
        this.longBlock = 1 << ((identification[BLOCK_SIZES_OFFSET] & 0xF0) >>> 4);
    }

    /**
     * Reads headers with the lacing of Xiph, as Matroska has them.
     *
     * @throws ConversionException if they are none
     */
    public static VorbisSetup of(ByteBuffer laced) throws ConversionException {
        try {
            List<byte[]> headers = headers(laced.duplicate());
            byte[] identification = headers.get(0);
            byte[] setup = headers.get(2);
            boolean areVorbis = new String(identification, 1, 6, ISO_8859_1).equals("vorbis")
                    && new String(setup, 1, 6, ISO_8859_1).equals("vorbis")
                    && identification.length > BLOCK_SIZES_OFFSET
                    && setup.length > HEADER_NAME_BYTES;
            if (areVorbis) {
                return new VorbisSetup(identification, setup, modes(setup));
            }
        } catch (IndexOutOfBoundsException | java.nio.BufferUnderflowException e) {
            // Refused below.
        }
        throw new ConversionException(FailureCode.MALFORMED_MEDIA, "no headers of Vorbis");
    }

    private static List<byte[]> headers(ByteBuffer laced) {
        int[] sizes = new int[HEADERS];
        int count = laced.get() + 1;
        if (count != HEADERS) {
            throw new IndexOutOfBoundsException(count);
        }
        for (int i = 0; i + 1 < HEADERS; i++) {
            int part;
            do {
                part = laced.get() & 0xFF;
                sizes[i] += part;
            } while (part == 255);
        }
        sizes[2] = laced.remaining() - sizes[0] - sizes[1];
        List<byte[]> headers = new ArrayList<>();
        for (int size : sizes) {
            if (size < HEADER_NAME_BYTES || size > laced.remaining()) {
                throw new IndexOutOfBoundsException(size);
            }
            byte[] header = new byte[size];
            laced.get(header);
            headers.add(header);
        }
        return headers;
    }

    /**
     * The block flags of all modes (§4.2.4). What comes before them can't be skipped without being decoded, but they are last, and most
     * of their bits are always 0: so they are found from the end.
     */
    private static boolean[] modes(byte[] setup) {
        int end = setup.length * Byte.SIZE - 1;
        while (end >= 0 && bit(setup, end) == 0) {
            end--; // Padding; the framing bit is 1.
        }
        int best = 0;
        int at = end;
        for (int count = 1; count <= MOST_MODES && at - MODE_BITS - MODE_COUNT_BITS > 0; count++) {
            at -= MODE_BITS;
            boolean areTypesZero = number(setup, at + 1, 32) == 0;
            int mapping = (int) number(setup, at + 33, 8);
            if (!areTypesZero || mapping >= MOST_MODES) {
                break;
            }
            if (number(setup, at - MODE_COUNT_BITS, MODE_COUNT_BITS) == count - 1) {
                best = count;
            }
        }
        if (best == 0) {
            throw new IndexOutOfBoundsException("no modes");
        }
        boolean[] flags = new boolean[best];
        for (int i = 0; i < best; i++) {
            flags[i] = bit(setup, end - (best - i) * MODE_BITS) == 1;
        }
        return flags;
    }

    /** Bits are packed from the least significant one on (§2.1.4). */
    private static int bit(byte[] bytes, int at) {
        return bytes[at / Byte.SIZE] >>> at % Byte.SIZE & 1;
    }

    private static long number(byte[] bytes, int at, int bits) {
        long value = 0;
        for (int i = 0; i < bits; i++) {
            value |= (long) bit(bytes, at + i) << i;
        }
        return value;
    }

    /** Returns a counter: a packet adds a quarter of its block and of the one before (§4.3.8), the first one nothing. */
    public PacketSamples samples() {
        int[] before = {0};
        return (packet, bytes) -> {
            int block = bytes == 0 ? 0 : block(packet[0]);
            int samples = before[0] == 0 || block == 0 ? 0 : (before[0] + block) / 4;
            before[0] = block == 0 ? before[0] : block;
            return samples;
        };
    }

    /** Returns the size of the block that a packet's first byte names by its mode (§4.3.1). */
    private int block(byte first) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(isLong.length - 1);
        int mode = ((first & 0xFF) >>> 1) & ((1 << bits) - 1);
        return mode < isLong.length && isLong[mode] ? longBlock : shortBlock;
    }

    /** Returns the identification header (Vorbis I §4.2.2). */
    public byte[] identification() {
        return identification.clone();
    }

    /** Returns the setup header (Vorbis I §4.2.4). */
    public byte[] setup() {
        return setup.clone();
    }
}
