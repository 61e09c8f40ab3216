package org.soundlift.converter.convert;

import org.soundlift.converter.mp3.EncoderSettings;
import org.soundlift.core.options.Form;
import org.soundlift.core.options.Format;
import org.soundlift.core.options.Rate;

/**
 * The effect of an encoder on levels. A result of another loudness has true peaks of at most -1 dBTP once it is decoded (EBU R 128
 * s4). An encoder moves peaks, by more the fewer bits it has. The margins are the largest moves that were measured with heavily
 * limited music, and 0.3 dB.
 *
 * @param scale of all samples by the encoder
 * @param ceiling of true peaks before the encoder; 1 is full scale
 */
record Headroom(double scale, double ceiling) {
    private static final double HIGHEST_DBTP = -1;
    private static final double MARGIN_OF_ROUNDING_DB = 0.05;
    private static final double MARGIN_OF_BEST_DB = 0.8;
    private static final double MARGIN_OF_STEP_DB = 0.16;
    private static final int LAST_OF_BEST = 2;
    private static final double MARGIN_OF_OTHERS_DB = 2.2;
    private static final int ANY_SAMPLE_RATE = 44_100;

    /** @param channels 1 or 2 */
    static Headroom of(Form form, int channels) {
        if (form.format() == Format.WAV) {
            return new Headroom(1, factor(HIGHEST_DBTP - MARGIN_OF_ROUNDING_DB));
        }
        double scale =
                EncoderSettings.of(form.rate(), ANY_SAMPLE_RATE, channels).scale();
        return new Headroom(scale, factor(HIGHEST_DBTP - margin(form.rate(), channels)) / scale);
    }

    private static double margin(Rate rate, int channels) {
        return switch (rate) {
            case Rate.VariableRate(int quality) ->
                quality <= LAST_OF_BEST ? MARGIN_OF_BEST_DB + MARGIN_OF_STEP_DB * quality : MARGIN_OF_OTHERS_DB;
            case Rate.ConstantRate constant -> {
                int ofChannel = constant.of(channels) / channels;
                yield ofChannel >= 128 ? 0.6 : ofChannel >= 80 ? 1.3 : ofChannel >= 56 ? 1.7 : MARGIN_OF_OTHERS_DB;
            }
        };
    }

    private static double factor(double decibels) {
        return Math.pow(10, decibels / 20);
    }
}
