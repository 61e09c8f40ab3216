package org.soundlift.converter.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.core.options.Channels;

final class LimiterTest {
    private static final int MOST = 1_000;
    private static final double CEILING = 0.5;

    /** Returns as many samples as go in. */
    private static float[] limited(float[] sound, int piece) {
        return limited(new Limiter(TestTone.RATE, 2, CEILING, MOST), sound, piece);
    }

    private static float[] limited(Limiter limiter, float[] sound, int piece) {
        float[] whole = Arrays.copyOf(sound, sound.length + 2 * limiter.lag());
        float[] result = new float[sound.length];
        float[] out = new float[2 * (MOST + limiter.lag())];
        int ready = 0;
        for (int at = 0; at < whole.length / 2; at += piece) {
            int count = Math.min(piece, whole.length / 2 - at);
            int more = limiter.apply(Arrays.copyOfRange(whole, 2 * at, 2 * (at + count)), count, out);
            System.arraycopy(out, 0, result, 2 * ready, 2 * more);
            ready += more;
        }
        assertThat(ready).as("as long as before").isEqualTo(sound.length / 2);
        return result;
    }

    private static Program measured(float[] sound) {
        Levels levels = new Levels(TestTone.RATE, 2, Measuring.CELLS);
        levels.add(sound, sound.length / 2);
        levels.finish();
        return levels.program(Channels.SOURCE);
    }

    private static double peak(float[] sound) {
        return measured(sound).peak();
    }

    private static float[] noise(double amplitude) {
        Random random = new Random(7);
        float[] sound = new float[2 * TestTone.RATE];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (float) (amplitude * (2 * random.nextDouble() - 1) * Math.abs(Math.sin(i / 9_000.0)));
        }
        return sound;
    }

    @Test
    void soundBelowTheCeilingStaysAsItIs() {
        float[] tone = TestTone.of(-7, 0.5);
        assertThat(limited(tone, MOST)).isEqualTo(tone);
    }

    @Test
    void peaksStayBelowTheCeiling() {
        assertThat(peak(limited(noise(3), MOST))).isLessThanOrEqualTo(CEILING * 1.01);
        assertThat(peak(limited(TestTone.of(3, 1), MOST))).isBetween(CEILING * 0.95, CEILING * 1.01);
    }

    @Test
    void piecesOfAnySizeGiveTheSame() {
        float[] sound = noise(2);
        float[] whole = limited(sound, MOST);
        for (int piece : new int[] {1, 17, 333}) {
            float[] pieces = limited(sound, piece);
            for (int i = 0; i < whole.length; i++) {
                assertThat(pieces[i]).isEqualTo(whole[i], within(1e-3f));
            }
        }
    }

    @Test
    void gainIsDownWhenThePeakComesAndBackLater() {
        float[] sound = TestTone.of(-12, 3);
        int peakAt = TestTone.RATE;
        sound[2 * peakAt] = 2;
        sound[2 * peakAt + 1] = 2;
        float[] result = limited(sound, MOST);
        assertThat(result[2 * peakAt]).isLessThanOrEqualTo((float) CEILING * 1.01f);
        int before = 2 * (peakAt - TestTone.RATE / 50);
        int later = 2 * (peakAt + TestTone.RATE);
        assertThat(result[before + 2]).isEqualTo(sound[before + 2], within(1e-6f));
        assertThat(result[later + 2]).isEqualTo(sound[later + 2], within(1e-3f));
    }

    @Test
    void lossOfLoudnessIsForetold() {
        float[] sound = TestTone.of(-6, 2);
        for (int i = 0; i < sound.length; i++) {
            sound[i] *= (float) Math.pow(Math.sin(i / 20_000.0), 4);
        }
        float[] louder = new float[sound.length];
        for (int i = 0; i < sound.length; i++) {
            louder[i] = 2 * sound[i];
        }
        double after = measured(limited(louder, MOST)).integrated().orElseThrow();
        assertThat(measured(sound).limited(2, CEILING).integrated().orElseThrow())
                .isEqualTo(after, within(0.5));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 1, 3, 8})
    void levelsAfterItAreThoseThatAreMeasured(double amplitude) {
        float[] sound = noise(amplitude);
        Limiter limiter = new Limiter(TestTone.RATE, 2, CEILING, MOST);
        Program after = measured(limited(limiter, sound, MOST));
        Program told = measured(sound).limited(limiter.limiting());
        assertThat(told.integrated().orElseThrow()).isEqualTo(after.integrated().orElseThrow(), within(0.05));
        assertThat(told.peak()).isEqualTo(after.peak(), within(0.005));
    }
}
