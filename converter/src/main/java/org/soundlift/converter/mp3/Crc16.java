package org.soundlift.converter.mp3;

/** CRC-16/ARC, as LAME's tag has it: polynomial x^16 + x^15 + x^2 + 1, least significant bit first, from 0. */
final class Crc16 {
    private static final int REVERSED_POLYNOMIAL = 0xA001;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >> 1 : (value >> 1) ^ REVERSED_POLYNOMIAL;
            }
            TABLE[i] = value;
        }
    }

    private int value;

    void update(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            value = TABLE[(value ^ bytes[i]) & 0xFF] ^ (value >> 8);
        }
    }

    int value() {
        return value;
    }
}
