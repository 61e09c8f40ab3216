package org.soundlift.core.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrackChoiceTest {
    private static final List<TrackInfo> TRACKS =
            List.of(track(1, "eng", "Main"), track(2, "ger", ""), track(3, "de-AT", "Kommentar"), track(4, "", "7"));

    private static TrackInfo track(int number, String language, String name) {
        return new TrackInfo(
                number,
                "mp4a",
                Optional.of(language).filter(text -> !text.isEmpty()),
                Optional.of(name).filter(text -> !text.isEmpty()),
                OptionalInt.empty(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "3, 3",
        "9, 0",
        "de, 2",
        "deu, 2",
        "GER, 2",
        "de-CH, 2",
        "en, 1",
        "eng, 1",
        "fr, 0",
        "kommentar, 3",
        "main, 1",
        "other, 0",
        "7, 0"
    })
    void numberLanguageAndNameFindATrack(String text, int number) {
        int found = new TrackChoice(text)
                .among(TRACKS).stream().findFirst().map(TrackInfo::number).orElse(0);
        assertThat(found).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "de, deu",
        "ger, deu",
        "fr, fra",
        "und, und",
        "x, und",
        "english, und",
        "pt-BR, por",
        "zh-yue, yue",
        "zh-Hans, zho",
        "x-foo, und"
    })
    void codesOfThreeLetters(String text, String code) {
        assertThat(LanguageCode.ofThreeLetters(text)).isEqualTo(code);
    }

    @Test
    void codesOfTwoLettersAreThoseOfTheJdk() {
        for (String language : Locale.getISOLanguages()) {
            assertThat(LanguageCode.normal(language + "-XX"))
                    .as(language)
                    .isEqualTo(Locale.of(language).getISO3Language());
        }
    }

    @Test
    void nothingIsNoChoice() {
        assertThatThrownBy(() -> new TrackChoice(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tracksAreNamed() {
        assertThat(TrackInfo.texts(TRACKS))
                .isEqualTo("1 (eng, \"Main\"), 2 (ger), 3 (de-AT, \"Kommentar\"), 4 (\"7\")");
    }
}
