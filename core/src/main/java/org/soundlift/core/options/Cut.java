package org.soundlift.core.options;

import java.time.Duration;
import java.util.Optional;

/**
 * The part of the sound that is wanted.
 *
 * @param start from the beginning of the sound; zero: from the beginning
 * @param end from the beginning of the sound, or, where it is negative, from its end; empty: to the end
 * @param trimSilence whether silence at the beginning and at the end is left out
 */
public record Cut(Duration start, Optional<Duration> end, boolean trimSilence) {
    /** All of the sound. */
    public static final Cut NONE = new Cut(Duration.ZERO, Optional.empty(), false);

    public Cut {
        if (start.isNegative() || end.filter(Duration::isZero).isPresent()) {
            throw new IllegalArgumentException("from " + start + " to " + end);
        }
        if (end.filter(e -> !e.isNegative() && e.compareTo(start) <= 0).isPresent()) {
            throw new IllegalArgumentException("nothing from " + start + " to " + end);
        }
    }

    /** Returns whether the whole length is wanted, silence left aside. */
    public boolean isWhole() {
        return start.isZero() && end.isEmpty();
    }
}
