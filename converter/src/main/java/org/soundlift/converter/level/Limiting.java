package org.soundlift.converter.level;

/** The gains of a limiter while it runs, cell by cell, and the highest true peak that it leaves. */
public final class Limiting {
    private final int sampleRate;
    private final FloatList powers = new FloatList();
    private long samples;
    private long cellEnd;
    private double sum;
    private int inCell;
    private double highest;

    Limiting(int sampleRate) {
        this.sampleRate = sampleRate;
        this.cellEnd = endOfCell();
    }

    private long endOfCell() {
        return (long) (powers.count() + 1) * sampleRate / Measuring.CELLS.cellsPerSecond();
    }

    /** A sample got a gain, and its peak became {@code peak}. */
    void add(double gain, double peak) {
        highest = Math.max(highest, peak);
        sum += gain * gain;
        inCell++;
        samples++;
        if (samples == cellEnd) {
            endCell();
        }
    }

    /** Samples stayed as they were. */
    void skip(int count) {
        for (long end = samples + count; samples < end; ) {
            int some = (int) (Math.min(end, cellEnd) - samples);
            samples += some;
            inCell += some;
            sum += some;
            if (samples == cellEnd) {
                endCell();
            }
        }
    }

    private void endCell() {
        powers.add((float) (sum / inCell));
        sum = 0;
        inCell = 0;
        cellEnd = endOfCell();
    }

    /** Returns the mean square of the gains of a cell; that of the last one so far stands for all behind it. */
    double power(int cell) {
        if (cell < powers.count()) {
            return powers.at(cell);
        }
        return inCell > 0 ? sum / inCell : 1;
    }

    /** Returns the highest true peak of what was limited; 0 if nothing was. */
    double highest() {
        return highest;
    }
}
