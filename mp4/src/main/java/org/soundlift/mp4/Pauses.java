package org.soundlift.mp4;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.mp4.timeline.AccessUnits;
import org.soundlift.mp4.timeline.Stretches;
import org.soundlift.mp4.timeline.TimelineException;

/**
 * Tells pauses in the times of samples from clocks that are not exact. A recording pauses where one sample lasts much longer than
 * others do, and the samples behind it don't catch up.
 *
 * @param played the times without the pauses: of all samples, also where the file has too few times
 * @param usual the duration of most samples, in ticks; 0 if there is no such
 */
record Pauses(Times played, long usual, List<Pause> pauses, long begin) {
    /** Shorter ones can't be told from a clock that trembles: part of a second. */
    private static final int SHORTEST_PART_OF_SECOND = 20;

    /** As many samples as may arrive together from some recorders, which then give all but one of them no time. */
    private static final int CATCHING_UP_SAMPLES = 64;

    private static final int MOST = 100_000;

    /** @param after the number of samples before it */
    record Pause(long after, long ticks) {}

    /**
     * Finds the pauses.
     *
     * @param count of samples
     * @param expected duration of a sample by its codec, in ticks; where it is known
     */
    static Pauses find(Times times, long count, long timescale, OptionalLong expected) throws ConversionException {
        return find(times, count, timescale, expected, _ -> 0);
    }

    /**
     * Finds the pauses of samples of different lengths.
     *
     * @param own gives the ticks that a sample is decoded to, by its index
     */
    static Pauses find(Times times, long count, long timescale, OptionalLong expected, LongUnaryOperator own)
            throws ConversionException {
        long most = times.usual();
        long known = most > 0 ? most : expected.orElse(0);
        long usual = known > 0 ? known : usual(times);
        Finder finder = new Finder(times, count, usual, Math.max(usual, timescale / SHORTEST_PART_OF_SECOND), own);
        return finder.find(known);
    }

    /** Returns the duration of most samples, in ticks; else the mean. */
    static long usual(Times times) {
        long most = times.usual();
        return most > 0 || times.samples() == 0 ? most : times.ticks() / times.samples();
    }

    private static final class Finder {
        private final LongUnaryOperator own;
        private final Times times;
        private final long count;
        private final long usual;
        private final long shortest;
        private final Times played = new Times();
        private final List<Pause> pauses = new ArrayList<>();

        Finder(Times times, long count, long usual, long shortest, LongUnaryOperator own) {
            this.own = own;
            this.times = times;
            this.count = count;
            this.usual = usual;
            this.shortest = Math.max(1, shortest);
        }

        Pauses find(long known) throws ConversionException {
            if (times.ticks() == 0) { // Some recorders give no times at all.
                played.add(count, usual);
                return new Pauses(played, known, pauses, times.begin());
            }
            for (int run = 0; run < times.runs() && played.samples() < count; run++) {
                long samples = Math.min(times.count(run), count - played.samples());
                long excess = times.delta(run) - usual;
                if (excess < shortest) {
                    played.add(samples, times.delta(run));
                } else {
                    addPausing(run, samples, excess);
                }
            }
            played.add(count - played.samples(), usual);
            if (known > 0) {
                played.shortenLast(known);
            }
            return new Pauses(played, known, pauses, times.begin());
        }

        private void addPausing(int run, long samples, long excess) throws ConversionException {
            for (long i = 0; i < samples; i++) {
                long caughtUp = i == samples - 1 ? catchingUp(run + 1) : 0;
                long longer = Math.max(0, own.applyAsLong(played.samples()) - usual);
                long pause = excess - longer - caughtUp;
                boolean isLast = played.samples() == count - 1; // The sound ends with it.
                if (isLast) {
                    played.add(1, usual);
                } else if (pause < shortest) {
                    played.add(1, times.delta(run));
                } else {
                    played.add(1, times.delta(run) - pause);
                    if (pauses.size() == MOST) {
                        throw new ConversionException(
                                FailureCode.RESOURCE_LIMIT_EXCEEDED, "more than " + MOST + " pauses");
                    }
                    pauses.add(new Pause(played.samples(), pause));
                }
            }
        }

        /** Returns the ticks by which the next few samples are shorter than usual. */
        private long catchingUp(int from) {
            long ticks = 0;
            long left = CATCHING_UP_SAMPLES;
            for (int run = from; run < times.runs() && left > 0; run++) {
                long samples = Math.min(left, times.count(run));
                ticks += samples * Math.max(0, usual - times.delta(run));
                left -= samples;
            }
            return ticks;
        }
    }

    /** Returns the durations as lengths of access units; the last one is decoded whole, however much of it plays. */
    Lengths asLengths() throws ConversionException {
        Times whole = new Times();
        Lengths all = new Lengths(played);
        long last = all.count() - 1;
        all.copyTo(whole, 0, last);
        whole.add(1, Math.max(usual, all.begin(last + 1) - all.begin(last)));
        return new Lengths(whole);
    }

    /**
     * The stretches between the pauses.
     *
     * @param decoded what the samples are decoded to
     */
    Stretches stretches(AccessUnits decoded) throws TimelineException {
        Stretches stretches = new Stretches();
        Lengths ticks = new Lengths(played);
        long first = 0;
        long time = begin;
        for (int i = 0; i <= pauses.size(); i++) {
            boolean isLast = i == pauses.size();
            long end = isLast ? played.samples() : pauses.get(i).after();
            long duration = ticks.begin(end) - ticks.begin(first);
            long soundEnd = decoded.begin(end) - (isLast ? cutOff(decoded) : 0);
            stretches.add(time, duration, decoded.begin(first), soundEnd);
            if (!isLast) {
                time = Math.addExact(time, Math.addExact(duration, pauses.get(i).ticks()));
                first = end;
            }
        }
        return stretches;
    }

    /** The samples of the last access unit that are not heard, as its short duration tells. */
    private long cutOff(AccessUnits decoded) {
        long last = decoded.count() - 1;
        long duration = played.runs() == 0 ? 0 : played.delta(played.runs() - 1);
        if (last < 0 || duration <= 0 || duration >= usual) {
            return 0;
        }
        long samples = decoded.begin(last + 1) - decoded.begin(last);
        return samples - samples * duration / usual;
    }
}
