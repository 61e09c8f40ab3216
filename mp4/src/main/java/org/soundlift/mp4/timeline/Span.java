package org.soundlift.mp4.timeline;

/** A part of a timeline, in samples of its rate. */
public sealed interface Span {
    /** Returns how long it is heard, in samples. */
    long samples();

    /**
     * Samples of the decoded sound.
     *
     * @param begin the first one, counted from the first sample of the first access unit
     * @param end behind the last one
     */
    record Sound(long begin, long end) implements Span {
        @Override
        public long samples() {
            return end - begin;
        }
    }

    /** Silence. */
    record Silence(long samples) implements Span {}
}
