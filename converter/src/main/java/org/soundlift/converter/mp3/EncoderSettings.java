package org.soundlift.converter.mp3;

import java.util.List;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.Rate;
import org.soundlift.core.media.AudioOptions.VariableRate;

/**
 * The settings of an MP3 encoder; all others stay at LAME's defaults.
 *
 * @param sampleRate Hz, one of {@link #SAMPLE_RATES}
 * @param channels 1 or 2; two are encoded as joint stereo
 * @param value quality, 0 to 9, for a variable rate; kbit/s for the others
 * @param useReservoir whether frames may leave bits to later ones
 */
public record EncoderSettings(int sampleRate, int channels, RateControl control, int value, boolean useReservoir) {
    /** Of MPEG-1, MPEG-2 and MPEG-2.5 (ISO/IEC 11172-3 §2.4.2.3, ISO/IEC 13818-3 §2.4.2.3). */
    public static final List<Integer> SAMPLE_RATES =
            List.of(44_100, 48_000, 32_000, 22_050, 24_000, 16_000, 11_025, 12_000, 8_000);

    /** The settings for a rate that a user chose. */
    public static EncoderSettings of(Rate rate, int sampleRate, int channels) {
        return switch (rate) {
            case VariableRate variable ->
                new EncoderSettings(sampleRate, channels, RateControl.VARIABLE, variable.quality(), true);
            case ConstantRate constant ->
                new EncoderSettings(sampleRate, channels, RateControl.CONSTANT, constant.kbitPerSecond(), true);
        };
    }

    /** Samples of each channel in a frame (ISO/IEC 11172-3 §2.4.2.1, ISO/IEC 13818-3 §2.4.2.1). */
    public int frameSamples() {
        return sampleRate >= 32_000 ? 1152 : 576;
    }
}
