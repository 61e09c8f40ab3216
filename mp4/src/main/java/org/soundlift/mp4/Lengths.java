package org.soundlift.mp4;

import java.util.ArrayList;
import java.util.List;
import org.soundlift.core.job.ConversionException;
import org.soundlift.mp4.timeline.AccessUnits;

/** The numbers of samples that access units are decoded to, by runs of equal ones. */
final class Lengths implements AccessUnits {
    /** Runs between two entries of the index. */
    private static final int STEP = 1 << 10;

    private final Times runs;
    private final List<long[]> index = new ArrayList<>();

    /** @param runs are not changed any more */
    Lengths(Times runs) {
        this.runs = runs;
        long unit = 0;
        long sample = 0;
        for (int i = 0; i < runs.runs(); i++) {
            if (i % STEP == 0) {
                index.add(new long[] {unit, sample});
            }
            unit += runs.count(i);
            sample += runs.count(i) * runs.delta(i);
        }
    }

    static Lengths ofEqual(long count, long samples) throws ConversionException {
        Times equal = new Times();
        equal.add(count, samples);
        return new Lengths(equal);
    }

    @Override
    public long count() {
        return runs.samples();
    }

    /** Returns the number of samples that all are decoded to. */
    long samples() {
        return runs.ticks();
    }

    @Override
    public long begin(long unit) {
        int entry = entry(0, unit);
        long at = index.isEmpty() ? 0 : index.get(entry)[0];
        long sample = index.isEmpty() ? 0 : index.get(entry)[1];
        for (int i = entry * STEP; i < runs.runs() && at < unit; i++) {
            long count = Math.min(runs.count(i), unit - at);
            at += count;
            sample += count * runs.delta(i);
        }
        return sample;
    }

    @Override
    public long at(long sample) {
        int entry = entry(1, sample);
        long unit = index.isEmpty() ? 0 : index.get(entry)[0];
        long at = index.isEmpty() ? 0 : index.get(entry)[1];
        for (int i = entry * STEP; i < runs.runs(); i++) {
            long all = runs.count(i) * runs.delta(i);
            if (sample < at + all) {
                return unit + (sample - at) / runs.delta(i);
            }
            unit += runs.count(i);
            at += all;
        }
        return Math.max(0, count() - 1);
    }

    /** Returns the last entry of the index that is not behind {@code value}. */
    private int entry(int column, long value) {
        int low = 0;
        int high = index.size();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (index.get(middle)[column] <= value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The lengths of units from {@code begin} to {@code end}, appended to {@code target}. */
    void copyTo(Times target, long begin, long end) throws ConversionException {
        int entry = entry(0, begin);
        long at = index.get(entry)[0];
        for (int i = entry * STEP; i < runs.runs() && at < end; i++) {
            long from = Math.max(at, begin);
            at += runs.count(i);
            target.add(Math.max(0, Math.min(at, end) - from), runs.delta(i));
        }
    }

    boolean areMultiplesOf(int samples) {
        for (int i = 0; i < runs.runs(); i++) {
            if (runs.delta(i) % samples != 0) {
                return false;
            }
        }
        return true;
    }

    /** As a table of times of a file whose time scale is the rate. */
    Times times() {
        return runs;
    }
}
