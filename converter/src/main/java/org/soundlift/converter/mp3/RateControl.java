package org.soundlift.converter.mp3;

/** How the frames of a stream get their length. */
public enum RateControl {
    CONSTANT,
    AVERAGE,
    VARIABLE
}
