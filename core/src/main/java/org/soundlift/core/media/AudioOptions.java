package org.soundlift.core.media;

import java.util.Optional;
import java.util.Set;

/**
 * The form of the MP3, and what is made of its source.
 *
 * @param channels empty: one or two, as the source has
 * @param allowIncomplete whether the sound that is there of a source that was cut off is converted, however much is missing
 */
public record AudioOptions(Rate rate, Optional<Channels> channels, boolean allowIncomplete) {
    /** Variable bit rate of about 190 kbit/s, channels as in the source. */
    public static final AudioOptions DEFAULT = new AudioOptions(new VariableRate(2), Optional.empty(), false);

    /** Options of a source that must be whole. */
    public AudioOptions(Rate rate, Optional<Channels> channels) {
        this(rate, channels, false);
    }

    /** The bits of a second. */
    public sealed interface Rate {}

    /**
     * The same quality throughout, in as many bits as that takes.
     *
     * @param quality LAME's V scale: 0 (best) to 9 (smallest)
     */
    public record VariableRate(int quality) implements Rate {
        public static final int LOWEST = 0;
        public static final int HIGHEST = 9;

        public VariableRate {
            if (quality < LOWEST || quality > HIGHEST) {
                throw new IllegalArgumentException("quality " + quality);
            }
        }
    }

    /**
     * The same number of bits for every second.
     *
     * @param kbitPerSecond one of {@link #ALLOWED}
     */
    public record ConstantRate(int kbitPerSecond) implements Rate {
        /** The bit rates of MPEG-1 Layer III from 64 kbit/s (ISO/IEC 11172-3 §2.4.2.3). */
        public static final Set<Integer> ALLOWED = Set.of(64, 80, 96, 112, 128, 160, 192, 224, 256, 320);

        public ConstantRate {
            if (!ALLOWED.contains(kbitPerSecond)) {
                throw new IllegalArgumentException("bitrate " + kbitPerSecond);
            }
        }

        /**
         * Parses a text such as 192 or 192k.
         *
         * @throws IllegalArgumentException if it is no bit rate of {@link #ALLOWED}
         */
        public static ConstantRate parse(String text) {
            return new ConstantRate(Integer.parseInt(text.strip().replaceFirst("(?i)\\s*k(bps|bit/s)?$", "")));
        }
    }

    /** The channels of the MP3, if not as many as the source has. */
    public enum Channels {
        MONO(1),
        STEREO(2);

        private final int count;

        Channels(int count) {
            this.count = count;
        }

        public int count() {
            return count;
        }
    }
}
