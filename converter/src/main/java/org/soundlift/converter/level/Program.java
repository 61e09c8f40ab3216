package org.soundlift.converter.level;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * The levels of a sound of one or two channels, cell by cell.
 *
 * <p>Loudness is that of ITU-R BS.1770-5 Annex 1: blocks of 400 ms that overlap by three quarters, gated at -70 LUFS and at 10 LU
 * below their mean. Its range is that of EBU Tech 3342: blocks of 3 s, gated at 20 LU below, from the 10th to the 95th percentile.
 */
public final class Program {
    /** The gain of one channel that two loudspeakers play, LU. */
    public static final double DUAL_MONO_LU = 10 * Math.log10(2);

    private static final double OFFSET_LUFS = -0.691;
    private static final double GATE_LUFS = -70;
    private static final double RELATIVE_GATE_LU = -10;
    private static final double RANGE_GATE_LU = -20;
    private static final int STEPS_PER_SECOND = 10;
    private static final int BLOCK_STEPS = 4;
    private static final int RANGE_STEPS = 30;
    private static final double LOW_PERCENTILE = 0.10;
    private static final double HIGH_PERCENTILE = 0.95;

    private final float[] energies;
    private final float[] peaks;
    private final int channels;
    private final Rate rate;

    Program(float[] energies, float[] peaks, int channels, Rate rate) {
        this.energies = energies;
        this.peaks = peaks;
        this.channels = channels;
        this.rate = rate;
    }

    /**
     * The numbers of samples and cells in a second.
     *
     * @param samples a second
     * @param cells a second, a multiple of ten
     */
    record Rate(int samples, int cells) {}

    /** 1 or 2. */
    public int channels() {
        return channels;
    }

    /** Returns the integrated loudness, LUFS; empty for silence, and for what is shorter than a block. */
    public OptionalDouble integrated() {
        return gated(powers(BLOCK_STEPS));
    }

    /** Returns the integrated loudness as two loudspeakers play it, LUFS. */
    public OptionalDouble played() {
        OptionalDouble plain = integrated();
        return plain.isPresent() ? OptionalDouble.of(plain.getAsDouble() + playedMore()) : plain;
    }

    private double playedMore() {
        return channels == 1 ? DUAL_MONO_LU : 0;
    }

    /** Returns the loudness range, LU; empty where there is no loudness. */
    public OptionalDouble range() {
        double[] powers = powers(RANGE_STEPS);
        double threshold = threshold(powers, RANGE_GATE_LU);
        double[] counted = Arrays.stream(powers)
                .filter(power -> power >= threshold)
                .sorted()
                .toArray();
        if (counted.length == 0 || threshold == 0) {
            return OptionalDouble.empty();
        }
        double low = counted[(int) Math.round((counted.length - 1) * LOW_PERCENTILE)];
        double high = counted[(int) Math.round((counted.length - 1) * HIGH_PERCENTILE)];
        return OptionalDouble.of(10 * Math.log10(high / low));
    }

    /** Returns the highest true peak, 1 is full scale. */
    public double peak() {
        double highest = 0;
        for (float peak : peaks) {
            highest = Math.max(highest, peak);
        }
        return highest;
    }

    /** Returns the mean powers of blocks of so many steps. */
    private double[] powers(int blockSteps) {
        int step = rate.cells() / STEPS_PER_SECOND;
        int blockCells = blockSteps * step;
        int blocks = energies.length < blockCells ? 0 : (energies.length - blockCells) / step + 1;
        double[] powers = new double[blocks];
        double samples = (double) rate.samples() * blockSteps / STEPS_PER_SECOND;
        for (int block = 0; block < blocks; block++) {
            double sum = 0;
            for (int cell = 0; cell < blockCells; cell++) {
                sum += energies[block * step + cell];
            }
            powers[block] = sum / samples;
        }
        return powers;
    }

    private static OptionalDouble gated(double[] powers) {
        double threshold = threshold(powers, RELATIVE_GATE_LU);
        double mean = threshold == 0 ? 0 : mean(powers, threshold);
        return mean == 0 ? OptionalDouble.empty() : OptionalDouble.of(lufs(mean));
    }

    /** Returns the power of the second gate; 0 if nothing passes the first. */
    private static double threshold(double[] powers, double relative) {
        double absolute = power(GATE_LUFS);
        double mean = mean(powers, absolute);
        return mean == 0 ? 0 : Math.max(absolute, mean * Math.pow(10, relative / 10));
    }

    private static double mean(double[] powers, double least) {
        return Arrays.stream(powers).filter(power -> power >= least).average().orElse(0);
    }

    private static double lufs(double power) {
        return OFFSET_LUFS + 10 * Math.log10(power);
    }

    private static double power(double lufs) {
        return Math.pow(10, (lufs - OFFSET_LUFS) / 10);
    }

    /**
     * Returns the part that is no silence, with a margin on both sides, in cells; empty silence stays whole.
     *
     * @param silent the highest peak of silence
     */
    Span sounding(double silent, int marginCells) {
        int first = 0;
        while (first < peaks.length && peaks[first] <= silent) {
            first++;
        }
        if (first == peaks.length) {
            return new Span(0, peaks.length);
        }
        int last = peaks.length - 1;
        while (peaks[last] <= silent) {
            last--;
        }
        return new Span(Math.max(0, first - marginCells), Math.min(peaks.length, last + 1 + marginCells));
    }

    /** Cells from the first to behind the last. */
    record Span(int begin, int end) {}

    /** Returns the part of some cells. */
    Program part(Span span) {
        return new Program(
                Arrays.copyOfRange(energies, span.begin, span.end),
                Arrays.copyOfRange(peaks, span.begin, span.end),
                channels,
                rate);
    }

    /** Returns the same, louder. */
    public Program louder(double gain) {
        float[] moreEnergy = new float[energies.length];
        float[] higher = new float[peaks.length];
        for (int i = 0; i < energies.length; i++) {
            moreEnergy[i] = (float) (energies[i] * gain * gain);
            higher[i] = (float) (peaks[i] * gain);
        }
        return new Program(moreEnergy, higher, channels, rate);
    }

    /** Returns the same as a limiter has left it. */
    public Program limited(Limiting limiting) {
        float[] less = new float[energies.length];
        float[] lower = new float[peaks.length];
        double highest = limiting.highest() > 0 ? limiting.highest() : Double.POSITIVE_INFINITY;
        for (int i = 0; i < energies.length; i++) {
            less[i] = (float) (energies[i] * limiting.power(i));
            lower[i] = (float) Math.min(peaks[i], highest);
        }
        return new Program(less, lower, channels, rate);
    }

    /**
     * Returns the same as a limiter would leave it, as nearly as cells can tell.
     *
     * @param gain before the limiter
     */
    public Program limited(double gain, double ceiling) {
        float[] after = new float[energies.length];
        double release = Limiter.release(rate.cells());
        double held = 1;
        for (int i = 0; i < energies.length; i++) {
            double needed = Math.min(1, ceiling / (gain * Math.max(1e-9, peaks[i])));
            held = needed < held ? needed : held + (needed - held) * release;
            after[i] = (float) (energies[i] * gain * gain * held * held);
        }
        return new Program(after, peaks, channels, rate);
    }
}
