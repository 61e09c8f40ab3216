package org.soundlift.core.options;

import java.util.OptionalInt;
import java.util.Set;

/** The bits of a second of an MP3. */
public sealed interface Rate {
    /** Variable bit rate of about 190 kbit/s. */
    Rate DEFAULT = new VariableRate(2);

    /**
     * The same quality throughout, in as many bits as that takes.
     *
     * @param quality LAME's V scale: 0 (best) to 9 (smallest)
     */
    record VariableRate(int quality) implements Rate {
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
     * @param kbitPerSecond one of {@link #MPEG_1} or {@link #MPEG_2}
     * @param ofMono in place of it, where the MP3 has one channel
     */
    record ConstantRate(int kbitPerSecond, OptionalInt ofMono) implements Rate {
        /** The bit rates of MPEG-1 Layer III (ISO/IEC 11172-3 §2.4.2.3), kbit/s. */
        public static final Set<Integer> MPEG_1 = Set.of(32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320);

        /** The bit rates of MPEG-2 Layer III (ISO/IEC 13818-3 §2.4.2.3) and MPEG-2.5, kbit/s. */
        public static final Set<Integer> MPEG_2 = Set.of(8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160);

        public ConstantRate {
            require(kbitPerSecond);
            ofMono.ifPresent(ConstantRate::require);
        }

        /** The same for any number of channels. */
        public ConstantRate(int kbitPerSecond) {
            this(kbitPerSecond, OptionalInt.empty());
        }

        private static void require(int kbitPerSecond) {
            if (!MPEG_1.contains(kbitPerSecond) && !MPEG_2.contains(kbitPerSecond)) {
                throw new IllegalArgumentException("bitrate " + kbitPerSecond);
            }
        }

        /**
         * Returns the rate for a number of channels, kbit/s.
         *
         * @param channels 1 or 2
         */
        public int of(int channels) {
            return channels == 1 ? ofMono.orElse(kbitPerSecond) : kbitPerSecond;
        }
    }
}
