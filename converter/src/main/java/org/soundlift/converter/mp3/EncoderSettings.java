package org.soundlift.converter.mp3;

import org.soundlift.core.options.Form;
import org.soundlift.core.options.Rate;
import org.soundlift.core.options.Rate.ConstantRate;
import org.soundlift.core.options.Rate.VariableRate;

/**
 * The settings of an MP3 encoder; all others stay at LAME's defaults.
 *
 * @param sampleRate Hz, one of {@link Form#SAMPLE_RATES}
 * @param channels 1 or 2; two are encoded as joint stereo
 * @param value quality, 0 to 9, for a variable rate; kbit/s for the others
 * @param useReservoir whether frames may leave bits to later ones
 */
public record EncoderSettings(int sampleRate, int channels, RateControl control, int value, boolean useReservoir) {
    /** The settings for a rate that a user chose. */
    public static EncoderSettings of(Rate rate, int sampleRate, int channels) {
        return switch (rate) {
            case VariableRate variable ->
                new EncoderSettings(sampleRate, channels, RateControl.VARIABLE, variable.quality(), true);
            case ConstantRate constant ->
                new EncoderSettings(sampleRate, channels, RateControl.CONSTANT, constant.of(channels), true);
        };
    }

    /**
     * The factor by which LAME makes all sound quieter, so that fewer peaks are clipped at rates at which it moves them much: its
     * presets have it for constant and average rates. It was measured with LAME 3.100, in MPEG-1 and MPEG-2.
     */
    public double scale() {
        return control == RateControl.VARIABLE
                ? 1
                : value <= 160 ? 0.95 : value <= 192 ? 0.97 : value <= 224 ? 0.98 : 1;
    }

    /** Samples of each channel in a frame (ISO/IEC 11172-3 §2.4.2.1, ISO/IEC 13818-3 §2.4.2.1). */
    public int frameSamples() {
        return sampleRate >= 32_000 ? 1152 : 576;
    }
}
