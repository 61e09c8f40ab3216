package org.soundlift.converter.mp4;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.soundlift.core.job.ConversionException;

/** The durations of samples, in ticks of the media, by runs of equal ones: box {@code stts} (§8.6.1.2). */
final class Times {
    private long[] counts = new long[16];
    private long[] deltas = new long[16];
    private int runs;
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
        Sizes.require(runs, Sizes.MAX_LISTED);
        if (runs == counts.length) {
            counts = Arrays.copyOf(counts, 2 * runs);
            deltas = Arrays.copyOf(deltas, 2 * runs);
        }
        counts[runs] = count;
        deltas[runs++] = delta;
    }

    long samples() {
        return samples;
    }

    long ticks() {
        return ticks;
    }

    /** The sum over the first {@code limit} samples. */
    long ticks(long limit) {
        long sum = 0;
        long left = limit;
        for (int i = 0; i < runs && left > 0; i++) {
            long count = Math.min(left, counts[i]);
            sum += count * deltas[i];
            left -= count;
        }
        return sum;
    }

    /** Returns true if each sample is one tick, so that samples are counted and not listed. */
    boolean areSingleTicks() {
        return runs == 1 && deltas[0] == 1;
    }

    /** The box's entries for the first {@code limit} samples. */
    ByteBuffer entries(long limit) {
        ByteBuffer entries = ByteBuffer.allocate(4 + 8 * runs).putInt(0);
        long left = limit;
        int written = 0;
        for (; written < runs && left > 0; written++) {
            long count = Math.min(left, counts[written]);
            entries.putInt((int) count).putInt((int) deltas[written]);
            left -= count;
        }
        return entries.putInt(0, written).flip();
    }
}
