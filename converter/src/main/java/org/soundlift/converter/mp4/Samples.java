package org.soundlift.converter.mp4;

/** All samples of a track in the order of decoding, wherever in the file they are listed. */
record Samples(Times times, Sizes sizes, Chunks chunks) {
    Samples() {
        this(new Times(), new Sizes(), new Chunks());
    }

    /** Returns true if all tables are of the same number of samples, so that more can be appended. */
    boolean agree() {
        return times.samples() == sizes.count() && chunks.totalSamples() == sizes.count();
    }

    /** Returns the number of samples of known size and place. */
    long count() {
        return Math.min(sizes.count(), chunks.totalSamples());
    }
}
