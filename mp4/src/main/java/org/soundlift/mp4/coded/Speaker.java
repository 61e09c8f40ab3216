package org.soundlift.mp4.coded;

/**
 * The channels of surround sound in the order of a WAVE file's channel mask (Microsoft, {@code WAVEFORMATEXTENSIBLE}), and their
 * parts in two channels: 1 and 0.7071 as ITU-R BS.775-3 Annex 4 has them, 0.5 for what comes from the middle of back or ceiling.
 * The channel of low frequencies is left out.
 */
public enum Speaker {
    FL(0, 1, 0),
    FR(1, 0, 1),
    FC(2, Speaker.SQUARE_ROOT_OF_HALF, Speaker.SQUARE_ROOT_OF_HALF),
    LFE(3, 0, 0),
    BL(4, Speaker.SQUARE_ROOT_OF_HALF, 0),
    BR(5, 0, Speaker.SQUARE_ROOT_OF_HALF),
    FLC(6, Speaker.SQUARE_ROOT_OF_HALF, 0),
    FRC(7, 0, Speaker.SQUARE_ROOT_OF_HALF),
    BC(8, 0.5, 0.5),
    SL(9, Speaker.SQUARE_ROOT_OF_HALF, 0),
    SR(10, 0, Speaker.SQUARE_ROOT_OF_HALF),
    TC(11, 0.5, 0.5),
    TFL(12, Speaker.SQUARE_ROOT_OF_HALF, 0),
    TFC(13, 0.5, 0.5),
    TFR(14, 0, Speaker.SQUARE_ROOT_OF_HALF),
    TBL(15, Speaker.SQUARE_ROOT_OF_HALF, 0),
    TBC(16, 0.5, 0.5),
    TBR(17, 0, Speaker.SQUARE_ROOT_OF_HALF);

    private static final double SQUARE_ROOT_OF_HALF = 0.70710678;

    private final int bit;
    private final double left;
    private final double right;

    Speaker(int bit, double left, double right) {
        this.bit = bit;
        this.left = left;
        this.right = right;
    }

    /** Returns its share in the left channel of two. */
    public double left() {
        return left;
    }

    /** Returns its share in the right channel of two. */
    public double right() {
        return right;
    }

    /** Returns the channel mask of it alone. */
    public int inMask() {
        return 1 << bit;
    }

    /** Returns whether a channel mask has it. */
    public boolean isIn(long mask) {
        return (mask >>> bit & 1) != 0;
    }
}
