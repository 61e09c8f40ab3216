package org.soundlift.converter.mp4;

/** All samples of a track in the order of decoding, wherever in the file they are listed. */
record Samples(Times times, Sizes sizes, Chunks chunks) {
    Samples() {
        this(new Times(), new Sizes(), new Chunks());
    }

    /** Whether all tables are of the same number of samples, so that more can be appended. */
    boolean agree() {
        return times.samples() == sizes.count() && chunks.totalSamples() == sizes.count();
    }

    /** How many there are of which size and place are known. */
    long count() {
        return Math.min(sizes.count(), chunks.totalSamples());
    }
}
