package org.soundlift.mp4;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.soundlift.core.job.ConversionException;

/**
 * The places of samples in the file, in their order, and their sample descriptions (boxes {@code stsc} and
 * {@code stco}, ISO/IEC 14496-12 §8.7.4 and §8.7.5). Chunks that follow each other become one.
 */
final class Chunks {
    /** Of one chunk that is written: decoders count them with a sign. */
    private static final long MAX_SAMPLES = 1 << 30;

    private final Rows extents;
    private final Rows runs = new Rows(3);
    private long totalBytes;
    private long totalSamples;
    /** The bytes before each extent; made when they are asked for. */
    private long[] extentBegins = {};

    Chunks() {
        this(new Rows(2));
    }

    private Chunks(Rows extents) {
        this.extents = extents;
    }

    /** A table of numbers that grows; a list of objects would take four times the memory. */
    private static final class Rows {
        private final int columns;
        private long[] cells;
        private int count;

        Rows(int columns) {
            this.columns = columns;
            this.cells = new long[16 * columns];
        }

        void add(long... row) throws ConversionException {
            Sizes.require(count, Sizes.MAX_LISTED);
            if ((count + 1) * columns > cells.length) {
                cells = Arrays.copyOf(cells, 2 * cells.length);
            }
            System.arraycopy(row, 0, cells, count++ * columns, columns);
        }

        long get(int row, int column) {
            return cells[row * columns + column];
        }

        void increase(int column, long by) {
            cells[(count - 1) * columns + column] += by;
        }
    }

    /**
     * Appends a chunk.
     *
     * @param description index of its sample description, from 1
     */
    void add(long offset, long bytes, long samples, int description) throws ConversionException {
        totalBytes = Math.addExact(totalBytes, bytes);
        totalSamples += samples;
        addExtent(offset, bytes);
        addRun(samples, bytes, description);
    }

    private void addExtent(long offset, long bytes) throws ConversionException {
        int last = extents.count - 1;
        if (last >= 0 && extents.get(last, 0) + extents.get(last, 1) == offset) {
            extents.increase(1, bytes);
        } else {
            extents.add(offset, bytes);
        }
    }

    private void addRun(long samples, long bytes, int description) throws ConversionException {
        boolean same = runs.count > 0 && runs.get(runs.count - 1, 2) == description;
        if (same && runs.get(runs.count - 1, 0) + samples <= MAX_SAMPLES) {
            runs.increase(0, samples);
            runs.increase(1, bytes);
        } else {
            runs.add(samples, bytes, description);
        }
    }

    long totalBytes() {
        return totalBytes;
    }

    long totalSamples() {
        return totalSamples;
    }

    /** Returns the number of stretches of the file that hold all the samples. */
    int extents() {
        return extents.count;
    }

    long offset(int extent) {
        return extents.get(extent, 0);
    }

    long bytes(int extent) {
        return extents.get(extent, 1);
    }

    /** The same bytes as one chunk of other samples, of the first description. */
    Chunks withSamples(long samples) throws ConversionException {
        Chunks others = new Chunks(extents);
        others.totalBytes = totalBytes;
        others.totalSamples = samples;
        others.runs.add(samples, totalBytes, 1);
        return others;
    }

    /**
     * Appends some samples to other chunks.
     *
     * @param first of the samples
     * @param end behind the last one
     * @param byteBegin gives the bytes of all samples before one
     */
    void copyTo(Chunks target, long first, long end, LongUnaryOperator byteBegin) throws ConversionException {
        copyExtents(target, byteBegin.applyAsLong(first), byteBegin.applyAsLong(end));
        long sample = 0;
        for (int i = 0; i < runs.count && sample < end; i++) {
            long from = Math.max(sample, first);
            sample += runs.get(i, 0);
            long to = Math.min(sample, end);
            if (to > from) {
                long bytes = byteBegin.applyAsLong(to) - byteBegin.applyAsLong(from);
                target.totalBytes = Math.addExact(target.totalBytes, bytes);
                target.totalSamples += to - from;
                target.addRun(to - from, bytes, (int) runs.get(i, 2));
            }
        }
    }

    private void copyExtents(Chunks target, long begin, long end) throws ConversionException {
        if (extentBegins.length == 0) {
            extentBegins = new long[extents.count + 1];
            for (int i = 0; i < extents.count; i++) {
                extentBegins[i + 1] = extentBegins[i] + bytes(i);
            }
        }
        int found = Arrays.binarySearch(extentBegins, begin);
        for (int i = found >= 0 ? found : -found - 2; i < extents.count && extentBegins[i] < end; i++) {
            long from = Math.max(begin, extentBegins[i]);
            long bytes = Math.min(end, extentBegins[i + 1]) - from;
            if (bytes > 0) {
                target.addExtent(offset(i) + from - extentBegins[i], bytes);
            }
        }
    }

    /** The entries of {@code stsc} where all samples of one description lie in one chunk. */
    ByteBuffer entries() {
        ByteBuffer entries = ByteBuffer.allocate(4 + 12 * runs.count).putInt(runs.count);
        for (int i = 0; i < runs.count; i++) {
            entries.putInt(i + 1).putInt((int) runs.get(i, 0)).putInt((int) runs.get(i, 2));
        }
        return entries.flip();
    }

    /** The entries of {@code co64} where these chunks follow each other from {@code start} on. */
    ByteBuffer offsetsFrom(long start) {
        ByteBuffer entries = ByteBuffer.allocate(4 + 8 * runs.count).putInt(runs.count);
        long offset = start;
        for (int i = 0; i < runs.count; i++) {
            entries.putLong(offset);
            offset += runs.get(i, 1);
        }
        return entries.flip();
    }
}
