package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;

/** The sizes of samples, in bytes: box {@code stsz} (§8.7.3.2). Samples of one size are counted, not listed. */
final class Sizes {
    /** 100 hours of AAC at 44.1 kHz. */
    static final int MAX_LISTED = 16_000_000;
    /** In PCM each tick is a sample: 12 hours at 192 kHz and more, which cost no memory. */
    static final long MAX_COUNTED = 0xFFFF_FFFFL;

    private static final int STEP = 1 << 12;

    private long count;
    private long constant;
    /** Unsigned; empty as long as all are of one size. */
    private int[] listed = new int[0];
    /** Sums over the samples before every {@link #STEP}th; empty until one is asked for. */
    private long[] sums = new long[0];

    static Sizes ofEqual(long count, long bytes) throws ConversionException {
        Sizes sizes = new Sizes();
        sizes.add(count, bytes);
        return sizes;
    }

    void add(long samples, long bytes) throws ConversionException {
        if (samples == 0) {
            return;
        }
        if (count == 0) {
            constant = bytes;
        }
        boolean stillConstant = listed.length == 0 && bytes == constant && bytes > 0;
        if (!stillConstant) {
            list(samples, bytes);
        }
        count += samples;
        require(count, stillConstant ? MAX_COUNTED : MAX_LISTED);
    }

    private void list(long samples, long bytes) throws ConversionException {
        require(count + samples, MAX_LISTED);
        int from = (int) count;
        int end = (int) (count + samples);
        boolean first = listed.length == 0;
        if (end > listed.length) {
            listed = Arrays.copyOf(listed, Math.max(end, Math.min(MAX_LISTED, 2 * end)));
        }
        if (first) {
            Arrays.fill(listed, 0, from, (int) constant);
        }
        Arrays.fill(listed, from, end, (int) bytes);
    }

    static void require(long samples, long limit) throws ConversionException {
        if (samples > limit) {
            throw new ConversionException(FailureCode.RESOURCE_LIMIT_EXCEEDED, samples + " samples");
        }
    }

    long count() {
        return count;
    }

    boolean areEqual() {
        return listed.length == 0;
    }

    long bytes(long sample) {
        return listed.length == 0 ? constant : Integer.toUnsignedLong(listed[(int) sample]);
    }

    /** The sum over {@code samples} samples from {@code first} on, counted from 0. */
    long sum(long first, long samples) {
        if (listed.length == 0) {
            return Math.multiplyExact(samples, constant);
        }
        long sum = 0;
        for (long i = first; i < first + samples; i++) {
            sum += bytes(i);
        }
        return sum;
    }

    /** The sum over all samples before {@code sample}. Nothing may be added afterwards. */
    long begin(long sample) {
        if (listed.length == 0) {
            return Math.multiplyExact(sample, constant);
        }
        if (sums.length == 0) {
            sums = new long[(int) (count / STEP) + 1];
            for (int i = 1; i < sums.length; i++) {
                sums[i] = sums[i - 1] + sum((long) (i - 1) * STEP, STEP);
            }
        }
        int step = (int) (sample / STEP);
        return sums[step] + sum((long) step * STEP, sample - (long) step * STEP);
    }

    /** Receives samples of equal size. */
    @FunctionalInterface
    interface Runs {
        void accept(long samples, long bytes) throws ConversionException;
    }

    /** Goes through the first {@code limit} samples. */
    void forEachRun(long limit, Runs runs) throws ConversionException {
        if (listed.length == 0) {
            runs.accept(limit, constant);
            return;
        }
        for (long i = 0; i < limit; i++) {
            runs.accept(1, bytes(i));
        }
    }

    /** Appends the sizes from {@code first} to before {@code end} to {@code target}. */
    void copyTo(Sizes target, long first, long end) throws ConversionException {
        if (listed.length == 0) {
            target.add(end - first, constant);
            return;
        }
        for (long i = first; i < end; i++) {
            target.add(1, bytes(i));
        }
    }

    /** Returns whether the first {@code rows} samples have one size, as when the others are left out; an empty one is listed. */
    private boolean areEqual(long rows) {
        return constant > 0 && Arrays.stream(listed, 0, (int) rows).allMatch(size -> size == (int) constant);
    }

    /** The box's fields for the first {@code limit} samples. */
    ByteBuffer fields(long limit) {
        long rows = Math.min(limit, count);
        if (listed.length == 0 || areEqual(rows)) {
            return ByteBuffer.allocate(8)
                    .putInt((int) constant)
                    .putInt((int) rows)
                    .flip();
        }
        ByteBuffer fields = ByteBuffer.allocate((int) (8 + 4 * rows)).putInt(0).putInt((int) rows);
        fields.asIntBuffer().put(listed, 0, (int) rows);
        return fields.rewind();
    }
}
