package org.soundlift.app.command.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.soundlift.app.figures.Figures;
import org.soundlift.core.media.ResultEncoder;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.Warning;

/** The lines for people, and their figures. */
class LinesTest {
    private static final Path ONE = Path.of("one.mp4");
    private static final Path OTHER = Path.of("other.mp4");

    private final StringWriter text = new StringWriter();

    private Lines lines(boolean terminal, boolean quiet) {
        Lines lines = new Lines(new PrintWriter(text, true), terminal, quiet);
        lines.expect(ONE);
        lines.expect(OTHER);
        return lines;
    }

    private static ResultSummary summary(Warning... warnings) {
        return new ResultSummary(
                50_400_000,
                Duration.ofSeconds(2161),
                186_690,
                48_000,
                2,
                ResultEncoder.LAME,
                Optional.empty(),
                "ab".repeat(32),
                List.of(warnings),
                SoundFacts.NONE);
    }

    @Test
    void eachVideoHasALineAndAllHaveOne() {
        Lines lines = lines(false, false);
        lines.started(ONE);
        lines.update(ONE, 0.5, Optional.of(Duration.ofSeconds(2161)));
        lines.done(ONE, Path.of("one.mp3"), summary(new Warning(Warning.Code.SOUND_DAMAGED, "A part is silent.")));
        lines.skipped(OTHER, Path.of("other.mp3"));
        lines.sumUp(0);
        assertThat(text.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("one.mp4 -> one.mp3 (36:01, 50.4 MB, 187 kbit/s, "),
                        line -> assertThat(line).isEqualTo("  note: A part is silent."),
                        line -> assertThat(line).isEqualTo("other.mp4: skipped, other.mp3 exists"),
                        line -> assertThat(line).startsWith("1 video converted, 1 skipped: 36:01 of sound in "));
    }

    @Test
    void quietWritesFailuresAlone() {
        Lines lines = lines(true, true);
        lines.started(ONE);
        lines.update(ONE, 0.5, Optional.empty());
        lines.done(ONE, Path.of("one.mp3"), summary());
        lines.failed(OTHER, Optional.empty(), "cannot read other.mp4: permission denied");
        assertThat(text.toString().lines()).containsExactly("other.mp4: cannot read other.mp4: permission denied");
    }

    @Test
    void terminalShowsHowFarAllAre() {
        Lines lines = lines(true, false);
        lines.update(ONE, 0.5, Optional.of(Duration.ofSeconds(100)));
        assertThat(text.toString()).contains("1 of 2 [######..................] 25 %");
    }

    @Test
    void interruptionNamesWhatIsLeft() {
        Lines lines = lines(false, false);
        lines.done(ONE, Path.of("one.mp3"), summary());
        lines.interrupted();
        assertThat(text.toString())
                .endsWith("Interrupted. 1 converted. Not converted: other.mp4." + System.lineSeparator());
    }

    @Test
    void figuresAreAsPeopleWriteThem() {
        assertThat(Figures.size(1)).isEqualTo("1 kB");
        assertThat(Figures.size(50_400_000)).isEqualTo("50.4 MB");
        assertThat(Figures.size(12_345_678_901L)).isEqualTo("12.35 GB");
        assertThat(Figures.time(Duration.ofSeconds(3_723))).isEqualTo("1:02:03");
        assertThat(Figures.time(Duration.ofMillis(59_600))).isEqualTo("1:00");
        assertThat(Figures.speed(Duration.ofSeconds(100), Duration.ofSeconds(2)))
                .isEqualTo("50 × real time");
        assertThat(Figures.speed(Duration.ofSeconds(1), Duration.ZERO)).isEqualTo("1000 × real time");
    }
}
