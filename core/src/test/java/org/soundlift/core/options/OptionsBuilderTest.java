package org.soundlift.core.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class OptionsBuilderTest {
    private static AudioOptions options(String... namesAndValues) {
        OptionsBuilder builder = new OptionsBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.put(AudioOption.of(namesAndValues[i]).orElseThrow(), namesAndValues[i + 1]);
        }
        return builder.build();
    }

    @Test
    void nothingGivesTheUsual() {
        assertThat(options()).isEqualTo(AudioOptions.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "quality, 10",
        "quality, -1",
        "quality, V2",
        "bitrate, 100",
        "bitrate, 0",
        "bitrate, fast",
        "sample_rate, 96000",
        "max_sample_rate, 1",
        "channels, 5",
        "start, -1",
        "start, 1:60",
        "start, soon",
        "end, 0",
        "trim_silence, all",
        "loudness, -40",
        "loudness, NaN",
        "loudness, loud",
        "preset, best",
        "year, 99",
        "language, german",
        "cover, maybe",
        "chapters, maybe",
        "allow_incomplete, perhaps",
        "end, 1e3"
    })
    void wrongValuesAreRefusedAtOnce(String name, String value) {
        AudioOption option = AudioOption.of(name).orElseThrow();
        assertThatThrownBy(() -> new OptionsBuilder().put(option, value))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage(name + " must be " + option.valid());
    }

    @ParameterizedTest
    @CsvSource({"90, 90000", "1:30, 90000", "1:02:03.250, 3723250", "0:05, 5000", "3599.5, 3599500", "00:00:01, 1000"})
    void timesAreReadInAnyForm(String text, long milliseconds) {
        assertThat(options("start", text).cut().start()).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @Test
    void endMayCountFromTheEnd() {
        assertThat(options("start", "20", "end", "-10").cut().end()).contains(Duration.ofSeconds(-10));
    }

    @ParameterizedTest
    @CsvSource({"30, 20", "30, 30"})
    void nothingCanBeCutOut(String start, String end) {
        assertThatThrownBy(() -> options("start", start, "end", end))
                .hasMessageContaining("end must be a time behind start");
    }

    @Test
    void qualityAndBitrateContradictEachOther() {
        assertThatThrownBy(() -> options("quality", "2", "bitrate", "128"))
                .hasMessageContaining("bitrate must be absent");
    }

    @Test
    void rateMustFitTheSampleRate() {
        assertThat(options("bitrate", "16k", "sample_rate", "16000").rate()).isEqualTo(new Rate.ConstantRate(16));
        assertThatThrownBy(() -> options("bitrate", "16", "sample_rate", "44100"))
                .hasMessageContaining("at 44100 Hz");
        assertThatThrownBy(() -> options("bitrate", "128", "sample_rate", "8000"))
                .hasMessageContaining("at 8000 Hz");
    }

    @Test
    void explicitOptionsWinOverThoseOfAPreset() {
        AudioOptions podcast = options("preset", "podcast");
        assertThat(podcast.rate()).isEqualTo(new Rate.ConstantRate(96, OptionalInt.of(64)));
        assertThat(podcast.channels()).isEqualTo(Channels.AUTO);
        assertThat(podcast.loudness()).isEqualTo(OptionalDouble.of(-16));
        AudioOptions other = options("preset", "podcast", "quality", "3", "loudness", "keep");
        assertThat(other.rate()).isEqualTo(new Rate.VariableRate(3));
        assertThat(other.loudness()).isEmpty();
        assertThat(other.channels()).isEqualTo(Channels.AUTO);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void presetsAreSetsOfValidOptions(Preset preset) {
        OptionsBuilder builder = new OptionsBuilder();
        preset.options().forEach(builder::put);
        assertThat(options("preset", preset.text())).isEqualTo(builder.build());
    }

    @Test
    void emptyTextIsLeftOutOfTheResult() {
        Labels labels = options("title", "", "artist", "Ada").labels();
        assertThat(labels.text(TagField.TITLE)).contains("");
        assertThat(labels.text(TagField.ARTIST)).contains("Ada");
        assertThat(labels.text(TagField.ALBUM)).isEmpty();
    }

    @Test
    void emptyValuesOfOthersAreNone() {
        assertThat(options("loudness", "", "start", "", "preset", "")).isEqualTo(AudioOptions.DEFAULT);
    }

    @Test
    void jsonGivesTheSameOptions() {
        AudioOptions all = options(
                "bitrate",
                "96",
                "bitrate_mono",
                "64",
                "sample_rate",
                "48000",
                "channels",
                "auto",
                "start",
                "1:02:03.25",
                "end",
                "-0.5",
                "trim_silence",
                "ends",
                "loudness",
                "-16.5",
                "track",
                "Deutsch",
                "title",
                "",
                "year",
                "1999",
                "language",
                "deu",
                "cover",
                "none",
                "chapters",
                "none",
                "allow_incomplete",
                "true");
        Map<String, Object> members = AudioOptionsJson.members(all);
        assertThat(AudioOptionsJson.read(members)).isEqualTo(all);
        assertThat(members).containsEntry("loudness", -16.5).containsEntry("channels", "auto");
        assertThat(members.get("start")).hasToString("3723.25");
    }

    @ParameterizedTest
    @CsvSource({
        "start, 2778:00:00", "end, -9999:59:59.999999999", "start, 0.000000001", "start, 999999999", "end, 0.1",
        "loudness, -9.000001", "title, \"a\u0001b\"", "track, '007'", "bitrate, 8k", "end, 35999999.999999999"
    })
    void whatIsTakenIsReadAgain(String name, String value) {
        AudioOptions options = options(name, value);
        Map<String, Object> written = AudioOptionsJson.members(options);
        Map<String, Object> parsed = new HashMap<>(written); // As a parser of JSON gives numbers.
        parsed.replaceAll((_, v) -> v instanceof BigDecimal number ? (Object) number.doubleValue() : v);
        assertThat(AudioOptionsJson.read(written)).isEqualTo(options);
        assertThat(AudioOptionsJson.members(AudioOptionsJson.read(parsed)).keySet())
                .isEqualTo(written.keySet());
    }

    @Test
    void orderOfOptionsDoesNotMatter() {
        assertThat(options("preset", "archive", "sample_rate", "16000", "bitrate", "64"))
                .isEqualTo(options("bitrate", "64", "preset", "archive", "sample_rate", "16000"));
    }

    @ParameterizedTest
    @CsvSource({
        "bitrate, 320, max_sample_rate, 16000",
        "bitrate, 320, bitrate_mono, 8",
        "quality, 2, bitrate_mono, 64",
        "preset, archive, max_sample_rate, 16000",
        "sample_rate, 48000, max_sample_rate, 24000"
    })
    void whatNoMp3CanHaveIsRefused(String one, String value, String other, String otherValue) {
        assertThatThrownBy(() -> options(one, value, other, otherValue)).isInstanceOf(InvalidOptionException.class);
    }

    @Test
    void usualValuesAreNotWritten() {
        assertThat(AudioOptionsJson.members(AudioOptions.DEFAULT)).isEqualTo(Map.of("quality", 2));
        assertThat(AudioOptionsJson.forUsers(AudioOptions.DEFAULT))
                .isEqualTo(Map.of("quality", 2, "channels", "source", "allow_incomplete", false));
    }

    @Test
    void membersOfLaterVersionsAreLeftOut() {
        assertThat(AudioOptionsJson.read(Map.of("quality", 4, "reverb", "hall")).rate())
                .isEqualTo(new Rate.VariableRate(4));
    }

    @ParameterizedTest
    @EnumSource(AudioOption.class)
    void namesFindTheirOption(AudioOption option) {
        assertThat(AudioOption.of(option.text())).isEqualTo(Optional.of(option));
    }

    @Test
    void timesAreWrittenAsTheyAreRead() {
        assertThat(TimeText.of(Duration.ofMillis(3_723_250))).isEqualTo("1:02:03.250");
        assertThat(TimeText.parse("1:02:03.250")).contains(Duration.ofMillis(3_723_250));
    }
}
