package org.soundlift.core.label;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.core.label.Chapter.Mark;

/** {@link ChapterText} and {@link GivenLabels}: chapters as people write them, and as they are stored. */
class ChapterTextTest {
    private static List<Mark> parse(String text) throws UnusableLabelException {
        return ChapterText.parse(text.getBytes(UTF_8));
    }

    private static Mark mark(long seconds, String title) {
        return new Mark(Duration.ofSeconds(seconds), Optional.empty(), title);
    }

    @Test
    void linesHaveATimeAndATitle() throws Exception {
        assertThat(parse("""
                \uFEFF0:00 Begrüßung

                00:05:30 – Predigt: Teil 1
                [1:02:03.5] Fragen\r
                7200
                """))
                .containsExactly(
                        mark(0, "Begrüßung"),
                        mark(330, "Predigt: Teil 1"),
                        new Mark(Duration.ofMillis(3_723_500), Optional.empty(), "Fragen"),
                        mark(7_200, ""));
        assertThat(parse("2:00 B\n1:00 A")).as("in order").containsExactly(mark(60, "A"), mark(120, "B"));
    }

    @Test
    void webVttHasCues() throws Exception {
        assertThat(parse("""
                WEBVTT - Talk

                NOTE nothing
                of this

                STYLE
                ::cue { color: red }

                intro
                00:00.000 --> 01:00.000 align:start
                <v Ada>Hello &amp; <b>welcome</b>

                01:00:00.000 --> 01:00:05.250
                Two
                lines
                """))
                .containsExactly(
                        new Mark(Duration.ZERO, Optional.of(Duration.ofMinutes(1)), "Hello & welcome"),
                        new Mark(Duration.ofHours(1), Optional.of(Duration.ofMillis(3_605_250)), "Two lines"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "\n\n", "soon Title", "1:75 Title", "-5 Title", "WEBVTT\n\n1:2:3:4 --> 5\nx", "WEBVTT\n"})
    void otherTextIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(UnusableLabelException.class);
    }

    @Test
    void refusalNamesTheLine() {
        assertThatThrownBy(() -> parse("0:00 A\n\nB 0:10")).hasMessageContaining("Line 3");
        assertThatThrownBy(() -> ChapterText.parse("0:00 Größe".getBytes(ISO_8859_1)))
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> parse("0:00 x\n".repeat(Chapter.MOST + 1))).hasMessageContaining("2001 chapters");
        assertThatThrownBy(() -> parse("0:00 x\n".repeat(100_000))).hasMessageContaining("bytes");
    }

    @Test
    void storedLabelsAreReadBack() throws Exception {
        List<Mark> chapters =
                List.of(mark(1, "Größe 夜"), new Mark(Duration.ofSeconds(2), Optional.of(Duration.ofSeconds(9)), ""));
        Cover cover = Cover.of(CoverTest.png(3, 2));
        GivenLabels read = GivenLabels.read(
                GivenLabels.NONE.withCover(cover).withChapters(chapters).toBytes());
        assertThat(read.chapters()).isEqualTo(chapters);
        assertThat(read.cover().orElseThrow().bytes()).isEqualTo(cover.bytes());
        assertThat(GivenLabels.read(GivenLabels.NONE.toBytes())).isEqualTo(GivenLabels.NONE);
    }

    @Test
    void hostileTextTakesNoTime() throws Exception {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(parse("1:00" + " ".repeat(100_000) + "\u2028x")).hasSize(1);
            assertThat(parse("WEBVTT\n\n0:00 --> 0:01\n" + "<".repeat(400_000))).hasSize(1);
            assertThatThrownBy(() -> parse("WEBVTT\n\na --> " + "b".repeat(200_000) + "\u2028"))
                    .isInstanceOf(UnusableLabelException.class);
            assertThat(parse("WEBVTT" + "\n \n".repeat(100_000) + "0:00 --> 0:01\nx"))
                    .hasSize(1);
        });
    }
}
