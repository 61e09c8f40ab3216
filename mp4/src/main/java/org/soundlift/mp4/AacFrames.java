package org.soundlift.mp4;

import java.nio.ByteBuffer;

/** Access units of AAC, by an {@code AudioSpecificConfig} (ISO/IEC 14496-3 §1.6.2.1). */
public final class AacFrames {
    private static final int USUAL_SAMPLES = 1_024;

    private AacFrames() {}

    /** Returns the samples of each channel that an access unit has, at the rate of the core. */
    public static int samples(ByteBuffer configuration) {
        return AacConfig.ofSpecificConfig(configuration)
                .map(AacConfig::frameSamples)
                .filter(samples -> samples > 0)
                .orElse(USUAL_SAMPLES);
    }

    /**
     * Returns the rate of the core, Hz.
     *
     * @param told the rate if the configuration has none
     */
    public static int coreRate(ByteBuffer configuration, int told) {
        return AacConfig.ofSpecificConfig(configuration)
                .map(AacConfig::sampleRate)
                .orElse(told);
    }
}
