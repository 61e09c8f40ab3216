package org.soundlift.converter.level;

/** The levels that are measured while samples are read: the more is to be decided by them, the more memory they take. */
public enum Measuring {
    /** None: they are known already. */
    NOTHING,
    /** The loudness of all, and its highest peak. */
    LOUDNESS,
    /** The same, and where it is loud. */
    CELLS,
    /** The same of each of two channels. */
    CELLS_OF_EACH,
    /** The same of each, and of the mean of both. */
    CELLS_OF_EACH_AND_MEAN;

    /** Returns how many cells a second has. */
    int cellsPerSecond() {
        return this == LOUDNESS ? 10 : 100;
    }

    boolean isOfEach() {
        return this == CELLS_OF_EACH || this == CELLS_OF_EACH_AND_MEAN;
    }
}
