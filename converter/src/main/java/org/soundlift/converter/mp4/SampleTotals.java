package org.soundlift.converter.mp4;

/**
 * The sums over a track's samples.
 *
 * @param ticks their durations, in units of the media's time scale
 */
record SampleTotals(long samples, long ticks) {
    SampleTotals plus(SampleTotals other) {
        return new SampleTotals(Math.addExact(samples, other.samples), Math.addExact(ticks, other.ticks));
    }
}
