package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.soundlift.core.job.ConversionException;

/**
 * The durations of samples by runs of equal ones: box {@code stts} (ISO/IEC 14496-12 §8.6.1.2), and the decode times of fragments
 * (box {@code tfdt}, §8.8.12), which make the sample before them longer or shorter.
 */
final class Times {
    /** More than a day of samples that all have other durations. */
    private static final int MOST_RUNS = 4_000_000;

    private long[] counts = new long[16];
    private long[] deltas = new long[16];
    private int runs;
    private long begin;
    private long samples;
    private long ticks;

    /** @throws ArithmeticException if the sum of all takes more than 63 bits */
    void add(long count, long delta) throws ConversionException {
        if (count == 0) {
            return;
        }
        samples = Math.addExact(samples, count);
        ticks = Math.addExact(ticks, Math.multiplyExact(count, delta));
        if (runs > 0 && deltas[runs - 1] == delta) {
            counts[runs - 1] += count;
            return;
        }
        Sizes.require(runs, MOST_RUNS);
        if (runs == counts.length) {
            counts = Arrays.copyOf(counts, 2 * runs);
            deltas = Arrays.copyOf(deltas, 2 * runs);
        }
        counts[runs] = count;
        deltas[runs++] = delta;
    }

    /** Sets the decode time of the next sample. One that lies before the last sample is nonsense, and is not heard. */
    void nextAt(long time) throws ConversionException {
        if (samples == 0) {
            begin = time;
            return;
        }
        long delta = Math.addExact(deltas[runs - 1], Math.subtractExact(time, Math.addExact(begin, ticks)));
        if (delta > 0 && delta != deltas[runs - 1]) {
            removeLast();
            add(1, delta);
        }
    }

    private void removeLast() {
        samples--;
        ticks -= deltas[runs - 1];
        if (--counts[runs - 1] == 0) {
            runs--;
        }
    }

    /** When the first sample is decoded, in ticks. */
    long begin() {
        return begin;
    }

    long samples() {
        return samples;
    }

    long ticks() {
        return ticks;
    }

    /** Returns the number of runs of samples of equal duration. */
    int runs() {
        return runs;
    }

    long count(int run) {
        return counts[run];
    }

    long delta(int run) {
        return deltas[run];
    }

    /** Returns true if each sample is one tick, so that samples are counted and not listed. */
    boolean areSingleTicks() {
        return runs == 1 && deltas[0] == 1;
    }

    /** Makes the last sample no longer than that. */
    void shortenLast(long most) throws ConversionException {
        if (samples > 0 && deltas[runs - 1] > most) {
            removeLast();
            add(1, most);
        }
    }

    /** Returns the duration that more than half of the samples have; 0 if there is none. */
    long usual() {
        long candidate = 0;
        long lead = 0; // By the vote of Boyer and Moore, for a table of all durations may be large.
        for (int i = 0; i < runs; i++) {
            if (deltas[i] == candidate) {
                lead += counts[i];
            } else if (counts[i] > lead) {
                candidate = deltas[i];
                lead = counts[i] - lead;
            } else {
                lead -= counts[i];
            }
        }
        long votes = 0;
        for (int i = 0; i < runs; i++) {
            votes += deltas[i] == candidate ? counts[i] : 0;
        }
        return votes > samples / 2 ? candidate : 0;
    }

    /** The box's entries. */
    ByteBuffer entries() {
        ByteBuffer entries = ByteBuffer.allocate(4 + 8 * runs).putInt(runs);
        for (int i = 0; i < runs; i++) {
            entries.putInt((int) counts[i]).putInt((int) deltas[i]);
        }
        return entries.flip();
    }
}
