package org.soundlift.converter.mp3;

/** The way in which the frames of a stream get their length. */
public enum RateControl {
    CONSTANT,
    AVERAGE,
    VARIABLE
}
