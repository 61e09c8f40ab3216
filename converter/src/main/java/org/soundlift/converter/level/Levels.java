package org.soundlift.converter.level;

import org.soundlift.core.options.Channels;

/**
 * The levels of sound that passes, in cells of ten milliseconds: the energy that is heard (ITU-R BS.1770-5) and the highest true
 * peak: that of the whole is exact, and those of cells below it are at least those of their samples. Of these the loudness of any mix of both channels can be told afterwards.
 */
public final class Levels {
    private static final int BLOCK_SAMPLES = 4_096;
    static final int CELLS_PER_SECOND = 100;
    /** The highest peak of silence: -60 dBFS. */
    private static final double SILENT = 1e-3;
    /** The silence that is left at an end: 0.2 s. */
    private static final int MARGIN_CELLS = 20;

    private final int sampleRate;
    private final int channels;
    private final boolean measuresMean;
    private final Channel left;
    private final Channel right;
    private final FloatList products = new FloatList();
    private final FloatList meanPeaks = new FloatList();
    private final TruePeak meanPeak = new TruePeak(BLOCK_SAMPLES);
    private final float[] mean = new float[BLOCK_SAMPLES];
    private long samples;
    private long cellEnd;
    private int inCell;
    private double product;
    private double rawProduct;
    private float meanCellPeak;
    private boolean isFinished;

    /**
     * No sound yet.
     *
     * @param channels 1 or 2
     * @param measuresMean whether the mean of both channels may be wanted as well
     */
    public Levels(int sampleRate, int channels, boolean measuresMean) {
        this.sampleRate = sampleRate;
        this.channels = channels;
        this.measuresMean = measuresMean && channels == 2;
        this.left = new Channel(sampleRate);
        this.right = new Channel(sampleRate);
        this.cellEnd = endOfCell(0);
    }

    private long endOfCell(long cell) {
        return (cell + 1) * sampleRate / CELLS_PER_SECOND;
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
        product += dot(left.weighted, right.weighted, count);
        rawProduct += dot(left.raw, right.raw, count);
        if (measuresMean) {
            for (int i = 0; i < count; i++) {
                mean[i] = (left.raw[i] + right.raw[i]) / 2;
            }
            meanCellPeak = Math.max(meanCellPeak, meanPeak.highest(mean, 0, count, meanCellPeak));
        }
    }

    private static double dot(float[] one, float[] other, int count) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    private void endCell() {
        left.endCell();
        right.endCell();
        products.add((float) product);
        meanPeaks.add(meanCellPeak);
        product = 0;
        meanCellPeak = 0;
        inCell = 0;
        cellEnd = endOfCell(products.count());
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
     * @param wanted any but {@code AUTO} and {@code AUTO_MONO}
     */
    public Program program(Channels wanted) {
        int cells = products.count();
        float[] energies = new float[cells];
        float[] peaks = new float[cells];
        boolean isMean = channels == 2 && wanted == Channels.MONO;
        boolean isRight = channels == 2 && wanted == Channels.RIGHT;
        boolean isBoth = channels == 2 && (wanted == Channels.SOURCE || wanted == Channels.STEREO);
        for (int i = 0; i < cells; i++) {
            float ofLeft = left.energies.at(i);
            float ofRight = right.energies.at(i);
            if (isMean) {
                energies[i] = (ofLeft + ofRight + 2 * products.at(i)) / 4;
                peaks[i] = meanPeaks.at(i);
            } else if (isBoth) {
                energies[i] = ofLeft + ofRight;
                peaks[i] = Math.max(left.peaks.at(i), right.peaks.at(i));
            } else {
                energies[i] = isRight ? ofRight : ofLeft;
                peaks[i] = isRight ? right.peaks.at(i) : left.peaks.at(i);
            }
        }
        return new Program(energies, peaks, isBoth ? 2 : 1, sampleRate);
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
        private final TruePeak truePeak = new TruePeak(BLOCK_SAMPLES);
        private double energy;
        private double rawEnergy;
        private float peak;
        private float highest;

        Channel(int sampleRate) {
            this.weighting = new KWeighting(sampleRate);
        }

        void read(float[] interleaved, int first, int count, int channels, int channel) {
            for (int i = 0; i < count; i++) {
                raw[i] = interleaved[(first + i) * channels + channel];
            }
            weighting.apply(raw, 0, count, weighted);
            energy += dot(weighted, weighted, count);
            rawEnergy += dot(raw, raw, count);
            peak = Math.max(peak, truePeak.highest(raw, 0, count, Math.max(peak, highest)));
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
