package org.soundlift.converter.mp3;

/**
 * The places of frames, in so few numbers that any length fits: of long streams only every second, fourth … frame.
 */
final class SeekPoints {
    private static final int MOST = 1 << 14;

    private final long[] offsets = new long[MOST];
    private int count;
    private long stride = 1;
    private long frames;

    /** Adds the next frame. */
    void add(long offset) {
        if (frames % stride == 0) {
            if (count == MOST) {
                for (int i = 0; i < MOST / 2; i++) {
                    offsets[i] = offsets[2 * i];
                }
                count = MOST / 2;
                stride *= 2;
            }
            if (frames % stride == 0) {
                offsets[count++] = offset;
            }
        }
        frames++;
    }

    /** Returns the place of a frame, or of the one shortly before it that is known. */
    long at(long frame) {
        return offsets[(int) Math.min(count - 1, frame / stride)];
    }
}
