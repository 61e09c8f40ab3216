package org.soundlift.converter.mp3;

/**
 * What the tag tells of an encoder.
 *
 * @param name of which nine characters are kept; players look at the delay where the first four are {@code LAME}
 * @param qualityPercent 0 if unknown
 * @param kbitPerSecond that were asked for, 0 if unknown
 * @param delay samples that the encoder put before the sound
 */
public record EncoderInfo(String name, RateControl control, int qualityPercent, int kbitPerSecond, int delay) {
    /** Nothing is known but what the frames themselves tell. */
    static EncoderInfo unknown(RateControl control) {
        return new EncoderInfo("", control, 0, 0, 0);
    }

    /** The tag's number for the way in which bits were given out. */
    int method() {
        return switch (control) {
            case CONSTANT -> 1;
            case AVERAGE -> 2;
            case VARIABLE -> 4;
        };
    }
}
