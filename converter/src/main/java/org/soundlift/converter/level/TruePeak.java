package org.soundlift.converter.level;

/**
 * The peaks of one channel between its samples, too: four times oversampled, as ITU-R BS.1770-5 Annex 2 asks for, by a windowed
 * sinc. It lags by {@link #LAG} samples. Most of any sound is so far below its peaks that it need not be oversampled.
 */
final class TruePeak {
    /** Samples by which a peak is found later than it is heard. */
    static final int LAG = 8;

    private static final int TAPS = 2 * LAG;
    private static final double KAISER_BETA = 5;
    private static final float[] FIRST_QUARTER = coefficients(0.25);
    private static final float[] HALF = coefficients(0.5);
    private static final float[] THIRD_QUARTER = coefficients(0.75);
    /**
     * A point between samples is at most so many times as high as the highest of them, and this share of their highest second
     * difference: what the taps do beside a straight line from sample to sample, summed twice.
     */
    private static final float MOST_OF_SAMPLES = 1.0065f;

    private static final float MOST_OF_BEND = 0.37f;
    /** No second difference is more times as high as the samples. */
    private static final float MOST_BEND = 4;
    /** No point is so many times as high as the highest at twice the rate. */
    private static final float MOST_ABOVE_HALVES = 1.3f;
    /** So many samples at a time are far below the peaks, or not. */
    private static final int SOME = 64;

    private final float[] window;
    private final float[] between;

    /** @param most samples at a time */
    TruePeak(int most) {
        this.window = new float[TAPS - 1 + most];
        this.between = new float[SOME];
    }

    private static float[] coefficients(double place) {
        double sum = 0;
        double[] taps = new double[TAPS];
        for (int tap = 0; tap < TAPS; tap++) {
            double distance = tap - (LAG - 1) - place;
            taps[tap] = Math.sin(Math.PI * distance) / (Math.PI * distance) * kaiser(distance / LAG);
            sum += taps[tap];
        }
        float[] rounded = new float[TAPS];
        for (int tap = 0; tap < TAPS; tap++) {
            rounded[tap] = (float) (taps[tap] / sum);
        }
        return rounded;
    }

    private static double kaiser(double x) {
        return Math.abs(x) >= 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - x * x)) / bessel(KAISER_BETA);
    }

    /** The modified Bessel function of the first kind, of order zero. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    /**
     * Takes samples, and returns the highest peak that they complete.
     *
     * @param enough peaks that are not above it need not be exact
     */
    float highest(float[] samples, int offset, int count, float enough) {
        System.arraycopy(samples, offset, window, TAPS - 1, count);
        float highest = 0;
        for (int begin = 0; begin < count; begin += SOME) {
            int some = Math.min(SOME, count - begin);
            float known = Math.max(highest, enough);
            float peak = highestOf(window, begin, some + TAPS - 1);
            if (mayExceed(known, peak, begin, some + TAPS - 1)) {
                peak = Math.max(peak, interpolated(HALF, begin, some));
                if (peak * MOST_ABOVE_HALVES > known) {
                    peak = Math.max(peak, interpolated(FIRST_QUARTER, begin, some));
                    peak = Math.max(peak, interpolated(THIRD_QUARTER, begin, some));
                }
            }
            highest = Math.max(highest, peak);
        }
        System.arraycopy(window, count, window, 0, TAPS - 1);
        return highest;
    }

    /**
     * Takes samples, and notes the peak at each: of the sample {@link #LAG} before it, and of the points up to the next. A peak that
     * another channel has there counts if it is higher.
     *
     * @param peaks is changed
     * @param enough peaks that are not above it need not be exact
     */
    void each(float[] samples, int count, float[] peaks, float enough) {
        System.arraycopy(samples, 0, window, TAPS - 1, count);
        for (int i = 0; i < count; i++) {
            peaks[i] = Math.max(peaks[i], Math.abs(window[i + LAG - 1]));
        }
        for (int begin = 0; begin < count; begin += SOME) {
            int some = Math.min(SOME, count - begin);
            float peak = highestOf(window, begin, some + TAPS - 1);
            if (mayExceed(enough, peak, begin, some + TAPS - 1)) {
                peak = Math.max(peak, note(HALF, begin, some, peaks));
                if (peak * MOST_ABOVE_HALVES > enough) {
                    note(FIRST_QUARTER, begin, some, peaks);
                    note(THIRD_QUARTER, begin, some, peaks);
                }
            }
        }
        System.arraycopy(window, count, window, 0, TAPS - 1);
    }

    private float note(float[] taps, int begin, int count, float[] peaks) {
        float highest = interpolated(taps, begin, count);
        for (int i = 0; i < count; i++) {
            peaks[begin + i] = Math.max(peaks[begin + i], Math.abs(between[i]));
        }
        return highest;
    }

    /** Fills {@link #between}, and returns the highest of it. */
    private float interpolated(float[] taps, int begin, int count) {
        float[] w = window;
        for (int i = 0; i < count; i++) {
            int at = begin + i;
            float early = taps[0] * w[at] + taps[1] * w[at + 1] + taps[2] * w[at + 2] + taps[3] * w[at + 3];
            float before = taps[4] * w[at + 4] + taps[5] * w[at + 5] + taps[6] * w[at + 6] + taps[7] * w[at + 7];
            float behind = taps[8] * w[at + 8] + taps[9] * w[at + 9] + taps[10] * w[at + 10] + taps[11] * w[at + 11];
            float late = taps[12] * w[at + 12] + taps[13] * w[at + 13] + taps[14] * w[at + 14] + taps[15] * w[at + 15];
            between[i] = early + before + (behind + late);
        }
        return highestOf(between, 0, count);
    }

    /**
     * Returns whether a point between some samples may be higher than a level.
     *
     * @param peak their highest
     */
    private boolean mayExceed(float level, float peak, int offset, int count) {
        float most = peak * MOST_OF_SAMPLES;
        return most + peak * MOST_BEND * MOST_OF_BEND > level && most + bend(offset, count) * MOST_OF_BEND > level;
    }

    /** Returns the highest second difference of some samples. */
    private float bend(int offset, int count) {
        float[] w = window;
        float highest = 0;
        for (int i = offset + 1; i < offset + count - 1; i++) {
            float bend = Math.abs(w[i - 1] - 2 * w[i] + w[i + 1]);
            if (bend > highest) {
                highest = bend;
            }
        }
        return highest;
    }

    private static float highestOf(float[] samples, int offset, int count) {
        float highest = 0;
        for (int i = offset; i < offset + count; i++) {
            float sample = Math.abs(samples[i]);
            if (sample > highest) { // Quicker than Math.max, which must tell zeros apart.
                highest = sample;
            }
        }
        return highest;
    }
}
