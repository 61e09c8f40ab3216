package org.soundlift.converter.level;

import org.soundlift.core.options.Channels;

/**
 * The levels of sound that passes, cell by cell: the energy that is heard (ITU-R BS.1770-5) and the highest true
 * peak: that of the whole is exact, and those of cells below it are at least those of their samples. Of these the loudness of any mix of both channels can be told afterwards.
 */
public final class Levels {
    private static final int BLOCK_SAMPLES = 4_096;
    /** The highest peak of silence: -60 dBFS. */
    private static final double SILENT = 1e-3;
    /** The silence that is left at an end: 0.2 s. */
    private static final int MARGIN_CELLS = 20;

    private final int sampleRate;
    private final int channels;
    private final Measuring measuring;
    private final int cellsPerSecond;
    private final Channel left;
    private final Channel right;
    private final FloatList products = new FloatList();
    private final FloatList meanPeaks = new FloatList();
    private final TruePeak meanPeak = new TruePeak(BLOCK_SAMPLES);
    private final float[] mean = new float[BLOCK_SAMPLES];
    private long samples;
    private long cellEnd;
    private int cells;
    private int inCell;
    private double product;
    private double rawProduct;
    private float meanCellPeak;
    private boolean isFinished;

    /**
     * No sound yet.
     *
     * @param channels 1 or 2
     * @param measuring what will be asked for
     */
    public Levels(int sampleRate, int channels, Measuring measuring) {
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.measuring = measuring;
        this.cellsPerSecond = measuring.cellsPerSecond();
        this.left = new Channel(sampleRate, measuring.isOfEach());
        this.right = new Channel(sampleRate, measuring.isOfEach());
        this.cellEnd = endOfCell(0);
    }

    private long endOfCell(long cell) {
        return (cell + 1) * sampleRate / cellsPerSecond;
    }

    /**
     * Takes samples.
     *
     * @param interleaved of all channels
     * @param count samples of each channel
     */
    public void add(float[] interleaved, int count) {
        for (int done = 0; done < count; ) {
            int some = (int) Math.min(Math.min(BLOCK_SAMPLES, count - done), cellEnd - samples);
            left.read(interleaved, done, some, channels, 0);
            if (channels == 2) {
                right.read(interleaved, done, some, channels, 1);
                addBoth(some);
            }
            samples += some;
            inCell += some;
            done += some;
            if (samples == cellEnd) {
                endCell();
            }
        }
    }

    private void addBoth(int count) {
        if (!measuring.isOfEach()) {
            return;
        }
        rawProduct += dot(left.raw, right.raw, count);
        if (measuring == Measuring.CELLS_OF_EACH_AND_MEAN) {
            product += dot(left.weighted, right.weighted, count);
            for (int i = 0; i < count; i++) {
                mean[i] = (left.raw[i] + right.raw[i]) / 2;
            }
            meanCellPeak = Math.max(meanCellPeak, meanPeak.highest(mean, 0, count, meanCellPeak));
        }
    }

    private static double dot(float[] one, float[] other, int count) {
        double even = 0; // Two sums are twice as quick: one would wait for each addition.
        double odd = 0;
        for (int i = 0; i + 1 < count; i += 2) {
            even += (double) one[i] * other[i];
            odd += (double) one[i + 1] * other[i + 1];
        }
        return even + odd + (count % 2 == 0 ? 0 : (double) one[count - 1] * other[count - 1]);
    }

    private void endCell() {
        cells++;
        if (channels == 2 && !measuring.isOfEach()) {
            left.takeFrom(right);
        } else if (channels == 2) {
            right.endCell();
        }
        if (channels == 2 && measuring == Measuring.CELLS_OF_EACH_AND_MEAN) {
            products.add((float) product);
            meanPeaks.add(meanCellPeak);
        }
        left.endCell();
        product = 0;
        meanCellPeak = 0;
        inCell = 0;
        cellEnd = endOfCell(cells);
    }

    /** Ends the sound: its last peaks are those between its last samples and silence. */
    public void finish() {
        if (!isFinished) {
            isFinished = true;
            long before = samples;
            add(new float[TruePeak.LAG * channels], TruePeak.LAG);
            if (inCell > 0) {
                endCell();
            }
            samples = before;
        }
    }

    /** Returns the number of samples. */
    public long samples() {
        return samples;
    }

    /** 1 or 2. */
    public int channels() {
        return channels;
    }

    /** Hz. */
    public int sampleRate() {
        return sampleRate;
    }

    /**
     * Returns the levels of a mix; the sound must be finished.
     *
     * @param wanted any but {@code AUTO} and {@code AUTO_MONO}; of levels that are not of each channel, those are meant that were
     *     measured
     */
    public Program program(Channels wanted) {
        Channels taken = channels == 1 || !measuring.isOfEach() ? Channels.LEFT : wanted;
        float[] energies = new float[cells];
        float[] peaks = new float[cells];
        for (int i = 0; i < cells; i++) {
            switch (taken) {
                case LEFT -> {
                    energies[i] = left.energies.at(i);
                    peaks[i] = left.peaks.at(i);
                }
                case RIGHT -> {
                    energies[i] = right.energies.at(i);
                    peaks[i] = right.peaks.at(i);
                }
                case MONO -> {
                    energies[i] = (left.energies.at(i) + right.energies.at(i) + 2 * products.at(i)) / 4;
                    peaks[i] = meanPeaks.at(i);
                }
                case SOURCE, STEREO -> {
                    energies[i] = left.energies.at(i) + right.energies.at(i);
                    peaks[i] = Math.max(left.peaks.at(i), right.peaks.at(i));
                }
                case AUTO, AUTO_MONO -> throw new IllegalArgumentException("undecided");
            }
        }
        boolean isOne = channels == 1 || (measuring.isOfEach() && taken != Channels.SOURCE && taken != Channels.STEREO);
        return new Program(energies, peaks, isOne ? 1 : 2, new Program.Rate(sampleRate, cellsPerSecond));
    }

    /**
     * A part of a sound.
     *
     * @param begin its first sample
     * @param end behind its last sample
     * @param program its levels
     */
    public record Part(long begin, long end, Program program) {}

    /** Returns the part without the silence at both ends, all but a little of it; all of it if all is silent. */
    public Part sounding(Program program) {
        Program.Span span = program.sounding(SILENT, MARGIN_CELLS);
        long begin = span.begin() == 0 ? 0 : endOfCell(span.begin() - 1);
        return new Part(begin, Math.min(samples, endOfCell(span.end() - 1)), program.part(span));
    }

    /** Decides which channels are taken. */
    public ChannelDecision decide(Channels wanted) {
        return channels == 1
                ? new ChannelDecision(wanted == Channels.STEREO ? wanted : Channels.SOURCE, "")
                : ChannelDecision.of(wanted, left.rawEnergy / samples, right.rawEnergy / samples, rawProduct / samples);
    }

    /** One channel. */
    private static final class Channel {
        final float[] raw = new float[BLOCK_SAMPLES];
        final float[] weighted = new float[BLOCK_SAMPLES];
        final FloatList energies = new FloatList();
        final FloatList peaks = new FloatList();
        private final KWeighting weighting;
        private final boolean isOfEach;
        private final TruePeak truePeak = new TruePeak(BLOCK_SAMPLES);
        private double energy;
        private double rawEnergy;
        private float peak;
        private float highest;

        Channel(int sampleRate, boolean isOfEach) {
            this.weighting = new KWeighting(sampleRate);
            this.isOfEach = isOfEach;
        }

        void read(float[] interleaved, int first, int count, int channels, int channel) {
            for (int i = 0; i < count; i++) {
                raw[i] = interleaved[(first + i) * channels + channel];
            }
            energy += weighting.apply(raw, count, weighted);
            if (isOfEach) {
                rawEnergy += dot(raw, raw, count);
            }
            peak = Math.max(peak, truePeak.highest(raw, 0, count, Math.max(peak, highest)));
        }

        /** Makes its cell that of both. */
        void takeFrom(Channel other) {
            energy += other.energy;
            peak = Math.max(peak, other.peak);
            highest = Math.max(highest, peak);
            other.energy = 0;
            other.peak = 0;
            other.highest = highest;
        }

        void endCell() {
            energies.add((float) energy);
            peaks.add(peak);
            highest = Math.max(highest, peak);
            energy = 0;
            peak = 0;
        }
    }
}
