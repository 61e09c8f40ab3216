package org.soundlift.mp4.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.soundlift.mp4.timeline.Span.Silence;
import org.soundlift.mp4.timeline.Span.Sound;

/** Media of a rate of 1,000 samples and a clock of 500 ticks a second. */
class TimelineTest {
    private static final long TIMESCALE = 500;
    private static final long RATE = 1_000;

    private final Stretches media = new Stretches();

    private Timeline timeline(Edit... edits) throws TimelineException {
        return Timeline.of(media, TIMESCALE, List.of(edits), RATE);
    }

    private void stretch(long time, long ticks) throws TimelineException {
        long begin = media.count() == 0 ? 0 : media.end(media.count() - 1);
        media.add(time, ticks, begin, begin + 2 * ticks);
    }

    @Test
    void withoutEditsAllIsHeard() throws Exception {
        stretch(0, 5_000);
        assertThat(timeline().spans()).containsExactly(new Sound(0, 10_000));
    }

    @Test
    void editsPlayInTheirOrderAndAsOftenAsTheyCome() throws Exception {
        stretch(0, 5_000);
        assertThat(timeline(new Edit(3_000, 1_000), new Edit(500, 1_000), new Edit(3_000, 1_000))
                        .spans())
                .containsExactly(new Sound(6_000, 7_000), new Sound(1_000, 2_000), new Sound(6_000, 7_000));
        assertThat(timeline(new Edit(500, 1_000), new Edit(1_000, 1_000)).spans())
                .as("one goes on where the other ends")
                .containsExactly(new Sound(1_000, 3_000));
    }

    @Test
    void emptyEditIsSilenceButNotBeforeTheFirstSound() throws Exception {
        stretch(0, 5_000);
        assertThat(timeline(new Edit(Edit.EMPTY, 700), new Edit(0, 10), new Edit(Edit.EMPTY, 300), new Edit(5, 10))
                        .spans())
                .containsExactly(new Sound(0, 10), new Silence(300), new Sound(10, 20));
    }

    @Test
    void partHasItsSpansCut() throws Exception {
        Timeline whole = new Timeline(RATE, List.of(new Sound(100, 200), new Silence(50), new Sound(500, 600)));
        assertThat(whole.cut(0, 250)).isEqualTo(whole);
        assertThat(whole.cut(20, 1_000).spans())
                .containsExactly(new Sound(120, 200), new Silence(50), new Sound(500, 600));
        assertThat(whole.cut(90, 160).spans())
                .containsExactly(new Sound(190, 200), new Silence(50), new Sound(500, 510));
        assertThat(whole.cut(110, 120).spans()).containsExactly(new Silence(10));
        assertThat(whole.cut(250, 300).spans()).isEmpty();
    }

    @Test
    void pauseOfTheMediaIsSilence() throws Exception {
        stretch(100, 50);
        stretch(400, 50);
        assertThat(timeline().spans()).containsExactly(new Sound(0, 100), new Silence(500), new Sound(100, 200));
        assertThat(timeline(new Edit(200, Edit.TO_THE_END)).spans())
                .as("it begins with sound")
                .containsExactly(new Sound(100, 200));
        assertThat(timeline(new Edit(125, 400)).spans())
                .as("an edit ends within the pause")
                .containsExactly(new Sound(50, 100), new Silence(350));
    }

    /** As Opus is encoded: the edit list may or may not begin behind what the decoder skips. */
    @Test
    void samplesThatADecoderSkipsTakeTheirTime() throws Exception {
        stretch(0, 50);
        media.skip(10, 20);
        assertThat(timeline(new Edit(0, 60)).spans()).containsExactly(new Sound(20, 60));
        assertThat(timeline(new Edit(10, 60)).spans()).containsExactly(new Sound(20, 80));
        assertThat(timeline().spans()).containsExactly(new Sound(20, 100));
    }

    @Test
    void editBehindTheEndIsNothing() throws Exception {
        stretch(0, 50);
        assertThat(timeline(new Edit(50, 100)).spans()).isEmpty();
        assertThat(timeline(new Edit(40, 100)).spans()).containsExactly(new Sound(80, 100));
    }

    /** A clock that runs 2 % too fast: the edit has the media's ticks, and the sound is longer. */
    @Test
    void clockThatIsNotExactCutsNothingOff() throws Exception {
        media.add(0, 5_000, 0, 10_200);
        assertThat(timeline(new Edit(0, 10_000)).spans()).containsExactly(new Sound(0, 10_200));
        assertThat(timeline(new Edit(0, 9_000)).spans()).containsExactly(new Sound(0, 9_000));
    }

    @Test
    void hoursOfSilenceByTablesAloneAreRefused() throws Exception {
        stretch(0, 5_000);
        Edit hundredHours = new Edit(Edit.EMPTY, 360_000 * RATE);
        assertThatThrownBy(() -> timeline(new Edit(0, 10), hundredHours, new Edit(0, 10)))
                .isInstanceOf(TimelineException.class);
    }

    /** Compared with a list of all ticks: for each sample what is heard. */
    @RepeatedTest(200)
    void isWhatAPlayerWouldPlay(RepetitionInfo repetition) throws Exception {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Long> played = new ArrayList<>(); // At each sample of the media's time: its number, or -1.
        long time = 0;
        long sample = 0;
        for (int i = 0; i < 1 + random.nextInt(5); i++) {
            long pause = i == 0 ? 0 : random.nextInt(50);
            long ticks = 1L + random.nextInt(60);
            stretch(time + pause, ticks);
            for (long k = 0; k < 2 * pause; k++) {
                played.add(-1L);
            }
            for (long k = 0; k < 2 * ticks; k++) {
                played.add(sample++);
            }
            time += pause + ticks;
        }
        List<Edit> edits = new ArrayList<>();
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            int samples = 1 + random.nextInt(80);
            int from = random.nextInt((int) time);
            boolean empty = random.nextInt(4) == 0;
            edits.add(new Edit(empty ? Edit.EMPTY : from, samples));
            for (int k = 0; k < samples; k++) {
                if (empty) {
                    expected.add(-1L);
                } else if (2 * from + k < played.size()) {
                    expected.add(played.get(2 * from + k));
                }
            }
        }
        while (!expected.isEmpty() && expected.getFirst() < 0) {
            expected.removeFirst();
        }
        List<Long> heard = new ArrayList<>();
        for (Span span : timeline(edits.toArray(Edit[]::new)).spans()) {
            for (long k = 0; k < span.samples(); k++) {
                heard.add(span instanceof Sound sound ? sound.begin() + k : -1L);
            }
        }
        assertThat(heard).isEqualTo(expected);
    }
}
