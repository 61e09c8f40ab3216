package org.soundlift.mp4.timeline;

import java.util.Arrays;

/**
 * The media without its pauses: stretches in which one access unit follows the other, by the clock of the media and by the
 * samples that they are decoded to. The sound of one stretch follows that of the stretch before; between their times there may
 * be a pause.
 */
public final class Stretches {
    /** More interruptions than any recording has. */
    private static final int MOST = 100_000;

    private static final int COLUMNS = 4;

    private long[] cells = new long[COLUMNS * 4];
    private int count;
    private long skipped;

    /**
     * Leaves out the beginning of the first stretch, which a decoder needs and nothing plays: the time passes all the same.
     *
     * @param ticks of the media
     * @param samples that these are decoded to
     */
    public void skip(long ticks, long samples) {
        long most = count == 0 ? 0 : cells[1];
        skipped = Math.min(ticks, most);
        cells[0] += skipped;
        cells[1] -= skipped;
        cells[2] = Math.min(cells[2] + samples, cells[3]);
    }

    /** Returns the ticks that are left out before the first stretch. */
    long skipped() {
        return skipped;
    }

    /**
     * Appends a stretch.
     *
     * @param time when it begins, in ticks of the media
     * @param ticks how long it lasts
     * @param begin its first sample
     * @param end behind its last sample
     * @throws TimelineException if there are too many
     */
    public void add(long time, long ticks, long begin, long end) throws TimelineException {
        if (count == MOST) {
            throw new TimelineException("more than " + MOST + " interruptions");
        }
        if (cells.length == count * COLUMNS) {
            cells = Arrays.copyOf(cells, 2 * cells.length);
        }
        int at = count++ * COLUMNS;
        cells[at] = time;
        cells[at + 1] = ticks;
        cells[at + 2] = begin;
        cells[at + 3] = end;
    }

    int count() {
        return count;
    }

    long time(int index) {
        return cells[index * COLUMNS];
    }

    /** When its sound ends, in ticks of the media. */
    long endTime(int index) {
        return time(index) + cells[index * COLUMNS + 1];
    }

    long begin(int index) {
        return cells[index * COLUMNS + 2];
    }

    long end(int index) {
        return cells[index * COLUMNS + 3];
    }

    /** Returns the first stretch that does not end at or before a time; {@link #count} if there is none. */
    int at(long time) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (endTime(middle) > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Returns the sample that is heard at a time within a stretch. */
    long sampleAt(int index, long time) {
        long ticks = cells[index * COLUMNS + 1];
        long samples = end(index) - begin(index);
        return ticks == 0 ? begin(index) : begin(index) + Ticks.rescale(time - time(index), ticks, samples);
    }
}
