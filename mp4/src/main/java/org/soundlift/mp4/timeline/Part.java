package org.soundlift.mp4.timeline;

import java.time.Duration;
import java.util.Locale;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.options.Cut;
import org.soundlift.core.options.TimeText;

/**
 * The part of a sound that is wanted.
 *
 * @param begin from the beginning of the whole
 * @param end from the beginning of the whole
 */
public record Part(Duration begin, Duration end) {
    private static final long NANOS = 1_000_000_000;

    /**
     * The part that a cut leaves of a sound.
     *
     * @throws ConversionException if there is none
     */
    public static Part of(Cut cut, Duration whole) throws ConversionException {
        Duration end = cut.end().map(e -> e.isNegative() ? whole.plus(e) : e).orElse(whole);
        Part part = new Part(cut.start(), end.compareTo(whole) > 0 ? whole : end);
        if (!cut.isWhole() && part.begin.compareTo(part.end) >= 0) {
            throw empty(cut, whole);
        }
        return part;
    }

    /** Returns the failure of a cut that leaves nothing of a sound. */
    public static ConversionException empty(Cut cut, Duration whole) {
        return new ConversionException(
                FailureCode.INVALID_OPTION,
                String.format(
                        Locale.ROOT,
                        "Nothing is left: the sound is %s long, and is wanted from %s to %s.",
                        TimeText.of(whole),
                        TimeText.of(cut.start()),
                        cut.end()
                                .map(e ->
                                        e.isNegative() ? TimeText.of(e.negated()) + " before its end" : TimeText.of(e))
                                .orElse("its end")),
                "cut " + cut + " of " + whole);
    }

    /** Returns that part of a timeline of the whole. */
    public Timeline of(Timeline whole) {
        long from = Ticks.rescale(begin.toNanos(), NANOS, whole.rate());
        boolean toTheEnd = end.compareTo(whole.duration()) >= 0;
        long to = toTheEnd ? whole.samples() : Ticks.rescale(end.toNanos(), NANOS, whole.rate());
        return from == 0 && toTheEnd ? whole : whole.cut(from, to);
    }
}
