package org.soundlift.converter.mp3;

/**
 * What the tag tells of an encoder.
 *
 * @param name of which nine characters are kept; players look at the delay where the first four are {@code LAME}
 * @param value quality, 0 to 9, for a variable rate; kbit/s for the others
 * @param lowpass Hz, 0 if unknown
 * @param delay samples that the encoder put before the sound
 */
public record EncoderInfo(String name, RateControl control, int value, int lowpass, int delay) {
    /** The tag's number for the way in which bits were given out. */
    int method() {
        return switch (control) {
            case CONSTANT -> 1;
            case AVERAGE -> 2;
            case VARIABLE -> 4;
        };
    }

    int kbitPerSecond() {
        return control == RateControl.VARIABLE ? 0 : value;
    }

    int qualityPercent() {
        return control == RateControl.VARIABLE ? 100 - 10 * value : 0;
    }
}
