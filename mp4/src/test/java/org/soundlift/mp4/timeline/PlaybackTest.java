package org.soundlift.mp4.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.soundlift.mp4.timeline.Playback.Run;
import org.soundlift.mp4.timeline.Playback.Step.Pause;
import org.soundlift.mp4.timeline.Playback.Step.Skip;
import org.soundlift.mp4.timeline.Playback.Step.Take;
import org.soundlift.mp4.timeline.Span.Silence;
import org.soundlift.mp4.timeline.Span.Sound;

class PlaybackTest {
    private static final int UNIT = 10;
    private static final int UNITS = 100;

    private static final AccessUnits EQUAL = new AccessUnits() {
        @Override
        public long count() {
            return UNITS;
        }

        @Override
        public long begin(long unit) {
            return unit * UNIT;
        }

        @Override
        public long at(long sample) {
            return Math.min(sample / UNIT, UNITS - 1);
        }
    };

    private static Playback of(Span... spans) {
        return Playback.of(new Timeline(1_000, List.of(spans)), EQUAL);
    }

    @Test
    void allOfTheSoundIsOneRun() {
        assertThat(of(new Sound(0, 1_000)))
                .isEqualTo(new Playback(1_000, List.of(new Run(0, 100)), List.of(new Take(1_000))));
    }

    @Test
    void pauseNeedsNoSecondRun() {
        assertThat(of(new Sound(0, 100), new Silence(7), new Sound(100, 200)))
                .isEqualTo(new Playback(
                        1_000, List.of(new Run(0, 20)), List.of(new Take(100), new Pause(7), new Take(100))));
    }

    @Test
    void partInTheMiddleHasAPreroll() {
        assertThat(of(new Sound(505, 512)))
                .isEqualTo(new Playback(1_000, List.of(new Run(40, 52)), List.of(new Skip(105), new Take(7))));
    }

    @Test
    void partThatLiesFurtherAheadIsARunOfItsOwn() {
        assertThat(of(new Sound(0, 15), new Sound(505, 510), new Sound(0, 5)))
                .isEqualTo(new Playback(
                        1_000,
                        List.of(new Run(0, 2), new Run(40, 51), new Run(0, 1)),
                        List.of(new Take(15), new Skip(5), new Skip(105), new Take(5), new Take(5))));
    }

    /** Of random timelines the steps give what the timeline says, sample by sample. */
    @RepeatedTest(200)
    void stepsGiveTheTimeline(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Span> spans = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(8); i++) {
            int samples = 1 + random.nextInt(200);
            long begin = random.nextInt(UNIT * UNITS - samples);
            boolean silent = random.nextInt(4) == 0;
            spans.add(silent ? new Silence(samples) : new Sound(begin, begin + samples));
            for (long k = 0; k < samples; k++) {
                expected.add(silent ? -1 : begin + k);
            }
        }
        Playback playback = of(spans.toArray(Span[]::new));
        List<Long> decoded = new ArrayList<>();
        for (Run run : playback.runs()) {
            for (long sample = run.begin() * UNIT; sample < run.end() * UNIT; sample++) {
                decoded.add(sample);
            }
        }
        List<Long> heard = new ArrayList<>();
        int position = 0;
        for (Playback.Step step : playback.steps()) {
            for (long k = 0; k < step.samples(); k++) {
                switch (step) {
                    case Skip _ -> position++;
                    case Pause _ -> heard.add(-1L);
                    default -> heard.add(decoded.get(position++));
                }
            }
        }
        assertThat(heard).isEqualTo(expected);
    }
}
