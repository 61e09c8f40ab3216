package org.soundlift.mp4.timeline;

import java.time.Duration;

/** The part of a sound that may be missing without a complaint: half a second, or 2 % of what is longer. */
public final class Tolerance {
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final int PART = 50;

    private Tolerance() {}

    /** Returns how much of a sound of that length may be missing. */
    public static Duration of(Duration length) {
        Duration part = length.dividedBy(PART);
        return part.compareTo(SHORTEST) > 0 ? part : SHORTEST;
    }
}
