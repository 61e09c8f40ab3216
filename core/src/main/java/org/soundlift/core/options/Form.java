package org.soundlift.core.options;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The form of the result.
 *
 * @param rate of an MP3
 * @param sampleRate Hz; empty: that of the source, or the nearest that MP3 has
 * @param highestSampleRate Hz: a source with more is resampled
 */
public record Form(Format format, Rate rate, OptionalInt sampleRate, OptionalInt highestSampleRate, Channels channels) {
    /** An MP3 of about 190 kbit/s, with the channels of the source. */
    public static final Form DEFAULT =
            new Form(Format.MP3, Rate.DEFAULT, OptionalInt.empty(), OptionalInt.empty(), Channels.SOURCE);

    /** The sample rates of MPEG-1, MPEG-2 and MPEG-2.5 Layer III, Hz (ISO/IEC 11172-3 §2.4.2.3, 13818-3 §2.4.2.3). */
    public static final List<Integer> SAMPLE_RATES =
            List.of(44_100, 48_000, 32_000, 22_050, 24_000, 16_000, 11_025, 12_000, 8_000);

    /** From here on, the frames of a rate are MPEG-1's, Hz. */
    private static final int LOWEST_OF_MPEG_1 = 32_000;
    /** Up to here, the frames of a rate are MPEG-2.5's, Hz. */
    private static final int HIGHEST_OF_MPEG_2_5 = 12_000;
    /** LAME writes no more at the rates of MPEG-2.5, kbit/s. */
    private static final int MOST_OF_MPEG_2_5 = 64;

    /** Returns the bit rates that an MP3 of that sample rate can have, kbit/s. */
    public static Set<Integer> bitratesAt(int sampleRate) {
        if (sampleRate >= LOWEST_OF_MPEG_1) {
            return Rate.ConstantRate.MPEG_1;
        }
        return sampleRate > HIGHEST_OF_MPEG_2_5
                ? Rate.ConstantRate.MPEG_2
                : Rate.ConstantRate.MPEG_2.stream()
                        .filter(rate -> rate <= MOST_OF_MPEG_2_5)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the sample rates that an MP3 can have, Hz, by what is asked for. */
    public static List<Integer> sampleRates(OptionalInt exact, OptionalInt highest) {
        return SAMPLE_RATES.stream()
                .filter(rate -> exact.isEmpty() || exact.getAsInt() == rate)
                .filter(rate -> highest.isEmpty() || rate <= highest.getAsInt())
                .toList();
    }

    /** Returns those of some sample rates at which an MP3 can have a bit rate. */
    public static List<Integer> sampleRatesOf(List<Integer> rates, int kbitPerSecond) {
        return rates.stream()
                .filter(rate -> bitratesAt(rate).contains(kbitPerSecond))
                .toList();
    }

    /** An MP3 of the source's sample rate. */
    public static Form mp3(Rate rate, Channels channels) {
        return new Form(Format.MP3, rate, OptionalInt.empty(), OptionalInt.empty(), channels);
    }
}
