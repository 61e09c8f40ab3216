package org.soundlift.converter.mp3;

/**
 * The encoder as the Xing tag describes it.
 *
 * @param name of which nine characters are kept; players use the delay where the first four are {@code LAME}
 * @param qualityPercent 0 if unknown
 * @param kbitPerSecond the rate that was asked for, 0 if unknown
 * @param delay samples that the encoder put before the sound
 */
public record EncoderInfo(String name, RateControl control, int qualityPercent, int kbitPerSecond, int delay) {
    /** {@code lame_get_encoder_delay}, in every version since 3.90. */
    private static final int LAME_DELAY = 576;

    /** For an encoder of which only its frames are known. */
    static EncoderInfo unknown(RateControl control) {
        return new EncoderInfo("", control, 0, 0, 0);
    }

    /**
     * For LAME.
     *
     * @param name such as {@code LAME3.100}
     */
    public static EncoderInfo lame(String name, EncoderSettings settings) {
        boolean variable = settings.control() == RateControl.VARIABLE;
        return new EncoderInfo(
                name,
                settings.control(),
                variable ? 100 - 10 * settings.value() : 0,
                variable ? 0 : settings.value(),
                LAME_DELAY);
    }

    /** The tag's number for the rate control. */
    int method() {
        return switch (control) {
            case CONSTANT -> 1;
            case AVERAGE -> 2;
            case VARIABLE -> 4;
        };
    }
}
