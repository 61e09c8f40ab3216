package org.soundlift.core.label;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A chapter. Its title is not trusted. */
public record Chapter(Duration begin, Duration end, String title) {
    /** More are no help to anybody, and no player shows them. */
    public static final int MOST = 2_000;

    /**
     * A chapter as it is found in a file.
     *
     * @param end empty: where the next one begins
     */
    public record Mark(Duration begin, Optional<Duration> end, String title) {}

    /** Returns chapters, of which the last one ends with the sound, if it does not say where. */
    public static List<Chapter> of(List<Mark> marks, Duration whole) {
        List<Mark> sorted =
                marks.stream().sorted(Comparator.comparing(Mark::begin)).toList();
        List<Chapter> chapters = new ArrayList<>();
        for (int i = 0; i < sorted.size(); i++) {
            Mark mark = sorted.get(i);
            Duration next = i + 1 < sorted.size() ? sorted.get(i + 1).begin() : whole;
            chapters.add(new Chapter(mark.begin(), mark.end().orElse(next), mark.title()));
        }
        return chapters;
    }

    /** Returns the part of it in a part of the sound, counted from there; empty if it does not reach in. */
    public Optional<Chapter> within(Duration from, Duration length) {
        Duration first = later(begin.minus(from), Duration.ZERO);
        Duration last = earlier(end.minus(from), length);
        return first.compareTo(last) < 0 ? Optional.of(new Chapter(first, last, title)) : Optional.empty();
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration earlier(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
