package org.soundlift.converter.level;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peak that is left out because it can't be the highest must not be the highest. */
final class TruePeakTest {
    private static final int SAMPLES = 9_600;

    /** Noise of a bandwidth, whose level goes up and down. */
    private static float[] noise(double smooth, long seed) {
        Random random = new Random(seed);
        float[] sound = new float[SAMPLES];
        double last = 0;
        for (int i = 0; i < SAMPLES; i++) {
            last = smooth * last + (1 - smooth) * random.nextGaussian();
            sound[i] = (float) (last * (0.5 + Math.sin(i / 1_500.0)));
        }
        return sound;
    }

    /** The highest of all points, each of which is looked at. */
    private static float highest(float[] sound) {
        float[] peaks = new float[sound.length];
        new TruePeak(sound.length).each(sound, sound.length, peaks, 0);
        float highest = 0;
        for (float peak : peaks) {
            highest = Math.max(highest, peak);
        }
        return highest;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.99})
    void highestPeakIsThatOfAllPoints(double smooth) {
        for (int seed = 0; seed < 50; seed++) {
            float[] sound = noise(smooth, seed);
            assertThat(new TruePeak(SAMPLES).highest(sound, 0, SAMPLES, 0))
                    .as("seed %s", seed)
                    .isEqualTo(highest(sound));
        }
    }

    @Test
    void pointsThatAreHigherThanEnoughAreNoted() {
        for (int seed = 0; seed < 50; seed++) {
            float[] sound = noise(0.5, seed);
            float[] all = new float[SAMPLES];
            float[] high = new float[SAMPLES];
            new TruePeak(SAMPLES).each(sound, SAMPLES, all, 0);
            float enough = highest(sound) / 2;
            new TruePeak(SAMPLES).each(sound, SAMPLES, high, enough);
            for (int i = 0; i < SAMPLES; i++) {
                if (all[i] > enough) {
                    assertThat(high[i]).isEqualTo(all[i]);
                }
            }
        }
    }
}
