package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;

/**
 * The form of uncompressed samples, of which QuickTime and ISO/IEC 23003-5 have many names.
 *
 * @param bits of a sample of one channel
 */
record PcmForm(int bits, boolean isFloat, boolean isBigEndian, boolean isSigned) {
    private static final Set<Integer> BITS = Set.of(8, 16, 24, 32, 64);
    private static final int FLOAT = 1;
    private static final int BIG_ENDIAN = 2;
    private static final int SIGNED = 4;
    private static final int PACKED = 8;

    /** The form that an entry tells; empty where it is no linear PCM, or one that is not known. */
    static Optional<PcmForm> of(SampleEntry entry) {
        return told(entry).filter(form -> BITS.contains(form.bits));
    }

    private static Optional<PcmForm> told(SampleEntry entry) {
        int bits = entry.bitsPerSample();
        return switch (entry.codec()) {
            case "ipcm", "fpcm" ->
                entry.child("pcmC").map(box -> of(box.fullData(), entry.codec().equals("fpcm")));
            case "lpcm" ->
                entry.version() == 2 ? Optional.of(ofFlags(bits, entry.fields().getInt(52))) : Optional.empty();
            case "twos" -> Optional.of(new PcmForm(bits, false, true, true));
            case "sowt" -> Optional.of(new PcmForm(bits, false, false, true));
            case "in24", "in32" -> Optional.of(new PcmForm(bits, false, !isLittle(entry), true));
            case "fl32", "fl64" -> Optional.of(new PcmForm(bits, true, !isLittle(entry), true));
            default -> Optional.empty();
        };
    }

    /** Box {@code pcmC} (ISO/IEC 23003-5 §4.4). */
    private static PcmForm of(ByteBuffer config, boolean isFloat) {
        boolean isLittle = (config.get() & 1) != 0;
        return new PcmForm(config.get() & 0xFF, isFloat, !isLittle, true);
    }

    private static PcmForm ofFlags(int bits, int flags) {
        return new PcmForm(bits, (flags & FLOAT) != 0, (flags & BIG_ENDIAN) != 0, (flags & SIGNED) != 0);
    }

    /** Box {@code enda} (QuickTime File Format, "Sound Sample Description Extensions"). */
    private static boolean isLittle(SampleEntry entry) {
        return entry.child("enda").map(box -> box.data().getShort() == 1).orElse(false);
    }

    /** The sample entry of version 2 (QuickTime File Format, "Sound Sample Description (Version 2)"), without its header. */
    ByteBuffer entry(int channels, long rate) {
        int flags =
                PACKED | (isFloat ? FLOAT : 0) | (isSigned && !isFloat ? SIGNED : 0) | (isBigEndian ? BIG_ENDIAN : 0);
        int bytes = SampleEntry.FIELDS_BYTES + SampleEntry.VERSION_2_BYTES;
        return ByteBuffer.allocate(bytes)
                .putShort(6, SampleEntry.FIRST_REFERENCE)
                .putShort(8, (short) 2)
                .putShort(16, (short) 3)
                .putShort(18, (short) 16)
                .putShort(20, (short) -2)
                .putInt(24, 0x1_0000)
                .putInt(28, bytes + 8)
                .putDouble(32, (double) rate)
                .putInt(40, channels)
                .putInt(44, 0x7F00_0000)
                .putInt(48, bits)
                .putInt(52, flags)
                .putInt(56, channels * bits / 8)
                .putInt(60, 1);
    }
}
