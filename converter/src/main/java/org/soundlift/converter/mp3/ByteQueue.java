package org.soundlift.converter.mp3;

import java.util.Arrays;

/** Bytes that are added at one end and removed at the other. */
public final class ByteQueue {
    private byte[] bytes = new byte[1 << 14];
    private int first;
    private int size;
    private long removed;

    /** Returns the number of bytes that were removed before. */
    public long begin() {
        return removed;
    }

    /** Returns the number of bytes that were ever added. */
    public long end() {
        return removed + size;
    }

    public int size() {
        return size;
    }

    public void add(byte[] from, int offset, int length) {
        makeRoom(length);
        System.arraycopy(from, offset, bytes, first + size, length);
        size += length;
    }

    public void add(int value) {
        makeRoom(1);
        bytes[first + size++] = (byte) value;
    }

    private void makeRoom(int length) {
        if (first + size + length <= bytes.length) {
            return;
        }
        byte[] target = size + length > bytes.length / 2 ? new byte[(size + length) * 2] : bytes;
        System.arraycopy(bytes, first, target, 0, size);
        bytes = target;
        first = 0;
    }

    /** The four bytes behind the first {@code offset}, most significant first. */
    public int intAt(int offset) {
        int at = first + offset;
        return (bytes[at] << 24)
                | ((bytes[at + 1] & 0xFF) << 16)
                | ((bytes[at + 2] & 0xFF) << 8)
                | (bytes[at + 3] & 0xFF);
    }

    public byte[] remove(int length) {
        byte[] result = Arrays.copyOfRange(bytes, first, first + length);
        first += length;
        size -= length;
        removed += length;
        return result;
    }
}
