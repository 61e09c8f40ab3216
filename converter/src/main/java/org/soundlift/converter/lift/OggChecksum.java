package org.soundlift.converter.lift;

/** The checksum of an Ogg page: CRC-32 of polynomial 0x04C11DB7, not reflected, from 0 (RFC 3533 §6). */
final class OggChecksum {
    private static final int POLYNOMIAL = 0x04C1_1DB7;
    private static final int[] TABLE = table();

    private OggChecksum() {}

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int value = i << 24;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                value = value << 1 ^ (value < 0 ? POLYNOMIAL : 0);
            }
            table[i] = value;
        }
        return table;
    }

    /** Goes on with {@code checksum} over the first bytes of {@code data}. */
    static int of(int checksum, byte[] data, int length) {
        int value = checksum;
        for (int i = 0; i < length; i++) {
            value = value << 8 ^ TABLE[(value >>> 24 ^ data[i]) & 0xFF];
        }
        return value;
    }
}
