package org.soundlift.mp4.timeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.soundlift.mp4.timeline.Span.Silence;
import org.soundlift.mp4.timeline.Span.Sound;

/**
 * A timeline as it is played in one go: the access units that are decoded, one run after the other, and the steps that make the
 * presented sound of all their samples.
 *
 * @param rate samples a second of the steps
 * @param runs of access units, in the order in which they are decoded
 * @param steps in order; together the steps {@link Step.Skip} and {@link Step.Take} use no more samples than the runs give
 */
public record Playback(long rate, List<Run> runs, List<Step> steps) {
    /**
     * The access units that are decoded before the first one that is heard. Codecs need from one (AAC) to some nine (MP3, whose
     * frames may use bits of frames before) until their output is what it would have been.
     */
    private static final int PREROLL_UNITS = 10;

    private static final long NANOS = 1_000_000_000;

    /**
     * Access units that are decoded.
     *
     * @param end behind the last one
     */
    public record Run(long begin, long end) {}

    /** A step, in samples. */
    public sealed interface Step {
        /** Returns the number of samples that it skips, takes, or makes. */
        long samples();

        /** Decoded samples that are not heard. */
        record Skip(long samples) implements Step {}

        /** Decoded samples that are heard. */
        record Take(long samples) implements Step {}

        /** Silence that is heard. */
        record Pause(long samples) implements Step {}

        /** Decoded samples that are heard, as many as there are of so many. */
        record UpTo(long samples) implements Step {}

        /** All decoded samples that still come, about so many: they are heard. */
        record Rest(long samples) implements Step {}
    }

    /** All that is decoded is heard, whatever it is. */
    public static final Playback OF_ALL = new Playback(1, List.of(), List.of(new Step.Rest(0)));

    public Playback {
        runs = List.copyOf(runs);
        steps = List.copyOf(steps);
    }

    /** The playback of a timeline whose {@link Sound}s are of these units. */
    public static Playback of(Timeline timeline, AccessUnits units) {
        Builder builder = new Builder(units);
        timeline.spans().forEach(builder::add);
        return new Playback(timeline.rate(), builder.runs(), builder.steps);
    }

    /** The same where the lengths of units are estimates: if the last unit is heard to its end, all that still comes is heard. */
    public Playback withRest(Timeline timeline, AccessUnits units) {
        boolean toTheEnd = timeline.spans().getLast() instanceof Sound last && last.end() >= units.begin(units.count());
        if (!toTheEnd) {
            return this;
        }
        List<Step> others = new ArrayList<>(steps);
        others.add(new Step.Rest(others.removeLast().samples()));
        return new Playback(rate, runs, others);
    }

    /**
     * A part of all that is decoded, of which no length is known.
     *
     * @param end below 0, where it is counted from the end: all up to there is heard
     */
    public static Playback of(Duration begin, Optional<Duration> end) {
        Optional<Duration> known = end.filter(e -> !e.isNegative());
        if (begin.isZero() && known.isEmpty()) {
            return OF_ALL;
        }
        Step last =
                known.<Step>map(e -> new Step.UpTo(e.minus(begin).toNanos())).orElse(new Step.Rest(0));
        return new Playback(NANOS, List.of(), List.of(new Step.Skip(begin.toNanos()), last));
    }

    /** The same where decoding begins with the first unit. */
    public Playback fromFirstUnit(AccessUnits units) {
        Run first = runs.getFirst();
        if (runs.size() > 1 || first.begin() == 0) {
            return this;
        }
        List<Step> more = new ArrayList<>(steps);
        more.addFirst(new Step.Skip(units.begin(first.begin())));
        return new Playback(rate, List.of(new Run(0, first.end())), more);
    }

    /** Returns whether only the decoder knows how long it is. */
    public boolean hasRest() {
        return steps.getLast() instanceof Step.Rest;
    }

    private static final class Builder {
        private final AccessUnits units;
        private final List<Run> runs = new ArrayList<>();
        private final List<Step> steps = new ArrayList<>();
        /** The run that is being made, and the sample that the steps have reached. */
        private long first;

        private long end;
        private long position;

        Builder(AccessUnits units) {
            this.units = units;
        }

        void add(Span span) {
            switch (span) {
                case Silence silence -> steps.add(new Step.Pause(silence.samples()));
                case Sound sound -> add(sound);
            }
        }

        private void add(Sound sound) {
            long from = units.at(sound.begin());
            if (end == 0 || sound.begin() < position || from > end + PREROLL_UNITS) {
                closeRun();
                first = Math.max(0, from - PREROLL_UNITS);
                position = units.begin(first);
            }
            end = Math.max(end, units.at(sound.end() - 1) + 1);
            skip(sound.begin());
            steps.add(new Step.Take(sound.samples()));
            position = sound.end();
        }

        private void skip(long to) {
            if (to > position) {
                steps.add(new Step.Skip(to - position));
            }
        }

        private void closeRun() {
            if (end > 0) {
                skip(units.begin(end));
                runs.add(new Run(first, end));
                end = 0;
            }
        }

        List<Run> runs() {
            if (end > 0) {
                runs.add(new Run(first, end));
            }
            if (runs.isEmpty()) { // A decoder that gets nothing fails.
                runs.add(new Run(0, 1));
                steps.add(new Step.Skip(units.begin(1)));
            }
            return runs;
        }
    }
}
