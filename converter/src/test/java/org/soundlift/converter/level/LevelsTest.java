package org.soundlift.converter.level;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.core.options.Channels;

/** The test signals of EBU Tech 3341 (loudness, true peak) and 3342 (loudness range), and the decision about channels. */
final class LevelsTest {
    private static final Offset<Double> A_TENTH = within(0.1);

    private static Levels levels(float[]... parts) {
        Levels levels = new Levels(TestTone.RATE, 2, Measuring.CELLS_OF_EACH_AND_MEAN);
        for (float[] part : parts) {
            levels.add(part, part.length / 2);
        }
        levels.finish();
        return levels;
    }

    private static double integrated(float[]... parts) {
        return levels(parts).program(Channels.SOURCE).integrated().orElseThrow();
    }

    private static double range(float[]... parts) {
        return levels(parts).program(Channels.SOURCE).range().orElseThrow();
    }

    @Test
    void toneOfMinus23() {
        assertThat(integrated(TestTone.of(-23, 20))).isEqualTo(-23, A_TENTH);
        assertThat(integrated(TestTone.of(-33, 20))).isEqualTo(-33, A_TENTH);
    }

    @Test
    void quietPartsAreGated() {
        assertThat(integrated(TestTone.of(-36, 10), TestTone.of(-23, 60), TestTone.of(-36, 10)))
                .isEqualTo(-23, A_TENTH);
        assertThat(integrated(
                        TestTone.of(-72, 10),
                        TestTone.of(-36, 10),
                        TestTone.of(-23, 60),
                        TestTone.of(-36, 10),
                        TestTone.of(-72, 10)))
                .isEqualTo(-23, A_TENTH);
        assertThat(integrated(TestTone.of(-26, 20), TestTone.of(-20, 20.1), TestTone.of(-26, 20)))
                .isEqualTo(-23, A_TENTH);
    }

    @ParameterizedTest
    @CsvSource({"-20, -30, 10", "-20, -15, 5", "-40, -20, 20"})
    void rangeOfTwoTones(double first, double second, double expected) {
        assertThat(range(TestTone.of(first, 20), TestTone.of(second, 20))).isEqualTo(expected, within(1.0));
    }

    @Test
    void peakBetweenSamplesIsFound() {
        float[] quarter = TestTone.of(TestTone.RATE / 4.0, 0.5, Math.PI / 4, 1);
        double peak = 20 * Math.log10(levels(quarter).program(Channels.SOURCE).peak());
        assertThat(peak).isBetween(-6.4, -5.8);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 22_050, 44_100, 96_000})
    void toneIsAsLoudAtAnyRate(int rate) {
        Levels levels = new Levels(rate, 1, Measuring.LOUDNESS);
        float[] tone = new float[20 * rate];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.1 * Math.sin(2 * Math.PI * 997 * i / rate));
        }
        levels.add(tone, tone.length);
        levels.finish();
        Program program = levels.program(Channels.SOURCE);
        assertThat(program.integrated().orElseThrow()).isEqualTo(-23.01, A_TENTH);
        assertThat(program.played().orElseThrow()).as("two loudspeakers").isEqualTo(-20, A_TENTH);
    }

    @Test
    void meanOfBothChannelsIsMeasured() {
        Levels levels = levels(TestTone.of(-23, 5));
        assertThat(levels.program(Channels.MONO).played().orElseThrow()).isEqualTo(-23, A_TENTH);
        assertThat(levels.program(Channels.LEFT).integrated().orElseThrow()).isEqualTo(-26, A_TENTH);
        assertThat(levels.program(Channels.MONO).peak())
                .isEqualTo(levels.program(Channels.SOURCE).peak(), within(1e-3));
    }

    @Test
    void coarseAndFineCellsAgree() {
        float[] tone = TestTone.of(-20, 3.21);
        Levels coarse = new Levels(TestTone.RATE, 2, Measuring.LOUDNESS);
        coarse.add(tone, tone.length / 2);
        coarse.finish();
        Levels fine = new Levels(TestTone.RATE, 2, Measuring.CELLS);
        fine.add(tone, tone.length / 2);
        fine.finish();
        Program one = coarse.program(Channels.SOURCE);
        Program other = fine.program(Channels.SOURCE);
        assertThat(one.integrated().orElseThrow()).isEqualTo(other.integrated().orElseThrow(), within(0.05));
        assertThat(one.peak()).isEqualTo(other.peak());
        assertThat(one.channels()).isEqualTo(2);
    }

    @Test
    void silenceHasNoLoudness() {
        Program silence = levels(new float[2 * TestTone.RATE]).program(Channels.SOURCE);
        assertThat(silence.integrated()).isEmpty();
        assertThat(silence.range()).isEmpty();
        assertThat(silence.peak()).isZero();
    }

    @Test
    void soundShorterThanABlockHasNoLoudness() {
        assertThat(levels(TestTone.of(-20, 0.3)).program(Channels.SOURCE).integrated())
                .isEmpty();
    }

    @Test
    void piecesOfAnySizeGiveTheSame() {
        float[] tone = TestTone.of(-20, 2);
        Levels pieces = new Levels(TestTone.RATE, 2, Measuring.CELLS_OF_EACH_AND_MEAN);
        for (int at = 0, size = 1; at < tone.length / 2; at += size, size = size % 1_000 + 7) {
            int count = Math.min(size, tone.length / 2 - at);
            pieces.add(Arrays.copyOfRange(tone, 2 * at, 2 * (at + count)), count);
        }
        pieces.finish();
        assertThat(pieces.program(Channels.SOURCE).integrated())
                .isEqualTo(levels(tone).program(Channels.SOURCE).integrated());
        assertThat(pieces.samples()).isEqualTo(tone.length / 2);
    }

    @Test
    void silenceAtBothEndsIsFoundWithAMargin() {
        float[] silence = new float[2 * TestTone.RATE];
        Levels levels = levels(silence, TestTone.of(-20, 1), silence);
        Levels.Part part = levels.sounding(levels.program(Channels.SOURCE));
        assertThat(part.begin()).isCloseTo(TestTone.RATE * 8 / 10, within((long) TestTone.RATE / 50));
        assertThat(part.end()).isCloseTo(TestTone.RATE * 22 / 10, within((long) TestTone.RATE / 50));
    }

    @Test
    void silenceAloneStays() {
        Levels levels = levels(new float[2 * TestTone.RATE]);
        Levels.Part part = levels.sounding(levels.program(Channels.SOURCE));
        assertThat(part.begin()).isZero();
        assertThat(part.end()).isEqualTo(TestTone.RATE);
    }

    private static ChannelDecision decide(Channels wanted, double left, double right) {
        float[] tone = TestTone.of(-20, 1);
        for (int i = 0; i < tone.length; i += 2) {
            tone[i] *= (float) left;
            tone[i + 1] *= (float) right;
        }
        return levels(tone).decide(wanted);
    }

    @Test
    void silentChannelIsLeftOut() {
        assertThat(decide(Channels.AUTO, 1, 0).channels()).isEqualTo(Channels.LEFT);
        assertThat(decide(Channels.AUTO, 0.02, 1).channels()).isEqualTo(Channels.RIGHT);
        assertThat(decide(Channels.AUTO, 0.02, 1).note())
                .isEqualTo("The left channel is silent; the right one was taken.");
        assertThat(decide(Channels.AUTO_MONO, 1, 0).channels()).isEqualTo(Channels.LEFT);
    }

    @Test
    void equalChannelsBecomeOne() {
        assertThat(decide(Channels.AUTO, 1, 1).channels()).isEqualTo(Channels.LEFT);
    }

    @Test
    void oppositePolarityIsNotSummed() {
        assertThat(decide(Channels.AUTO_MONO, 0.5, -1).channels()).isEqualTo(Channels.RIGHT);
    }

    @Test
    void channelsWithSoundOfTheirOwnStay() {
        assertThat(decide(Channels.AUTO, 1, 0.5).channels()).isEqualTo(Channels.SOURCE);
        assertThat(decide(Channels.AUTO_MONO, 1, 0.5).channels()).isEqualTo(Channels.MONO);
    }

    @Test
    void whatWasAskedForIsNotDecided() {
        assertThat(decide(Channels.RIGHT, 1, 0)).isEqualTo(new ChannelDecision(Channels.RIGHT, ""));
    }
}
