package org.soundlift.converter.level;

/**
 * The filter of ITU-R BS.1770-5 Annex 1 for one channel: a shelf for the head, and a high-pass. The standard gives its coefficients
 * at 48 kHz alone; here they are of the analogue filters behind them, by the bilinear transform, for any sample rate.
 */
final class KWeighting {
    private static final double SHELF_HZ = 1_681.974_450_955_533;
    private static final double SHELF_DB = 3.999_843_853_973_347;
    private static final double SHELF_Q = 0.707_175_236_955_419_6;
    /** The exponent that makes the gain at the shelf's edge. */
    private static final double SHELF_EDGE = 0.499_666_774_154_541_6;

    private static final double HIGH_PASS_HZ = 38.135_470_876_024_44;
    private static final double HIGH_PASS_Q = 0.500_327_037_323_877_3;

    private final double[] shelf;
    private final double[] highPass;
    /** Two of each filter (transposed direct form II). */
    private double shelf1;

    private double shelf2;
    private double pass1;
    private double pass2;

    KWeighting(int sampleRate) {
        double k = Math.tan(Math.PI * SHELF_HZ / sampleRate);
        double high = Math.pow(10, SHELF_DB / 20);
        double edge = Math.pow(high, SHELF_EDGE);
        double norm = 1 + k / SHELF_Q + k * k;
        this.shelf = new double[] {
            (high + edge * k / SHELF_Q + k * k) / norm,
            2 * (k * k - high) / norm,
            (high - edge * k / SHELF_Q + k * k) / norm,
            2 * (k * k - 1) / norm,
            (1 - k / SHELF_Q + k * k) / norm
        };
        double p = Math.tan(Math.PI * HIGH_PASS_HZ / sampleRate);
        double passNorm = 1 + p / HIGH_PASS_Q + p * p;
        this.highPass = new double[] {2 * (p * p - 1) / passNorm, (1 - p / HIGH_PASS_Q + p * p) / passNorm};
    }

    /**
     * Filters some samples.
     *
     * @param to gets them from its beginning
     * @return their energy, the sum of their squares
     */
    double apply(float[] from, int count, float[] to) {
        double b0 = shelf[0];
        double b1 = shelf[1];
        double b2 = shelf[2];
        double a1 = shelf[3];
        double a2 = shelf[4];
        double c1 = highPass[0];
        double c2 = highPass[1];
        double s1 = shelf1;
        double s2 = shelf2;
        double p1 = pass1;
        double p2 = pass2;
        double energy =
                0; // Summed here, where the filter leaves the adders time; in a loop of its own it takes as long again.
        for (int i = 0; i < count; i++) {
            double x = from[i];
            double y = b0 * x + s1;
            s1 = b1 * x - a1 * y + s2;
            s2 = b2 * x - a2 * y;
            double z = y + p1; // The high-pass has the numerator 1, -2, 1.
            p1 = -2 * y - c1 * z + p2;
            p2 = y - c2 * z;
            energy += z * z;
            to[i] = (float) z;
        }
        shelf1 = quiet(s1);
        shelf2 = quiet(s2);
        pass1 = quiet(p1);
        pass2 = quiet(p2);
        return energy;
    }

    /** Numbers near zero would slow the arithmetic down. */
    private static double quiet(double state) {
        return Math.abs(state) < 1e-30 ? 0 : state;
    }
}
