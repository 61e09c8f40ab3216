package org.soundlift.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionException;
import org.soundlift.mp4.Pauses.Pause;

/** A clock of 44,100 ticks a second, and samples of 1,024. */
class PausesTest {
    private static final int RATE = 44_100;
    private static final int FRAME = 1_024;

    private static Times times(long... runs) throws ConversionException {
        Times times = new Times();
        for (int i = 0; i < runs.length; i += 2) {
            times.add(runs[i], runs[i + 1]);
        }
        return times;
    }

    private static Pauses find(long count, long... runs) throws ConversionException {
        return Pauses.find(times(runs), count, RATE, OptionalLong.of(FRAME));
    }

    @Test
    void sampleThatLastsMuchLongerIsFollowedByAPause() throws Exception {
        Pauses found = find(201, 100, FRAME, 1, FRAME + RATE, 100, FRAME);
        assertThat(found.pauses()).containsExactly(new Pause(101, RATE));
        assertThat(found.played().ticks()).isEqualTo(201 * FRAME);
    }

    @Test
    void clockThatTremblesIsNoPause() throws Exception {
        assertThat(find(200, 100, FRAME, 1, FRAME + RATE / 25, 99, FRAME).pauses())
                .isEmpty();
    }

    /** As some recorders write it: four samples at a time. */
    @Test
    void samplesThatCatchUpEndThePause() throws Exception {
        Times times = new Times();
        for (int i = 0; i < 50; i++) {
            times.add(1, 4L * FRAME);
            times.add(3, 0);
        }
        assertThat(Pauses.find(times, 200, RATE, OptionalLong.of(FRAME)).pauses())
                .isEmpty();
    }

    @Test
    void twentyFourSamplesAtATimeAreNoPause() throws Exception {
        Times times = new Times();
        for (int i = 0; i < 50; i++) {
            times.add(23, 0);
            times.add(1, 24L * FRAME);
        }
        assertThat(Pauses.find(times, 1_200, RATE, OptionalLong.of(FRAME)).pauses())
                .isEmpty();
    }

    @Test
    void longSampleOfMuchSoundIsNoPause() throws Exception {
        Times times = times(100, FRAME, 1, 10L * FRAME, 100, FRAME);
        assertThat(Pauses.find(times, 201, RATE, OptionalLong.empty(), i -> i == 100 ? 10L * FRAME : FRAME)
                        .pauses())
                .isEmpty();
    }

    @Test
    void samplesWithoutTimesAreAsLongAsTheirSound() throws Exception {
        assertThat(find(100, 100, 0).played().ticks()).isEqualTo(100 * FRAME);
    }

    @Test
    void clockOfAnotherSpeedIsNoPause() throws Exception {
        assertThat(find(100, 100, 10L * FRAME).pauses()).isEmpty();
    }

    @Test
    void lastSampleHasNoPauseBehindIt() throws Exception {
        Pauses found = find(101, 100, FRAME, 1, 100L * RATE);
        assertThat(found.pauses()).isEmpty();
        assertThat(found.played().ticks()).isEqualTo(101 * FRAME);
    }

    @Test
    void missingTimesAreThoseOfTheOthers() throws Exception {
        assertThat(find(200, 100, FRAME).played().ticks()).isEqualTo(200 * FRAME);
    }

    @Test
    void soundGoesOnInTheNextStretch() throws Exception {
        Pauses found = find(20, 10, FRAME, 1, FRAME + RATE, 9, FRAME);
        Lengths twice = Lengths.ofEqual(20, 2 * FRAME);
        var timeline = org.soundlift.mp4.timeline.Timeline.of(found.stretches(twice), RATE, List.of(), 2 * RATE);
        assertThat(timeline.samples()).isEqualTo(20 * 2 * FRAME + 2 * RATE);
    }

    @Test
    void shortLastSampleCutsTheSoundOff() throws Exception {
        Pauses found = find(10, 9, FRAME, 1, FRAME / 4);
        var timeline = org.soundlift.mp4.timeline.Timeline.of(
                found.stretches(Lengths.ofEqual(10, FRAME)), RATE, List.of(), RATE);
        assertThat(timeline.samples()).isEqualTo(9 * FRAME + FRAME / 4);
    }

    @Test
    void moreInterruptionsThanAnyRecordingHasAreRefused() throws Exception {
        Times times = times(300_000, FRAME, 150_000, FRAME + RATE);
        assertThatThrownBy(() -> Pauses.find(times, 450_000, RATE, OptionalLong.of(FRAME)))
                .isInstanceOf(ConversionException.class);
    }
}
