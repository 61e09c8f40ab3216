package org.soundlift.converter.sound;

/** The levels that are measured while samples are read. */
public enum Measuring {
    /** None: they are known already. */
    NOTHING,
    /** Those of the channels that are read. */
    CHANNELS,
    /** Those of the channels, and of the mean of both. */
    CHANNELS_AND_MEAN
}
