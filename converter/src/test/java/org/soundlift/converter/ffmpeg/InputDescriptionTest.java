package org.soundlift.converter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.soundlift.core.track.TrackInfo;

class InputDescriptionTest {
    private static final String TWO_TRACKS = """
            Input #0, matroska,webm, from 'pipe:0':
              Metadata:
                title           : Größe: 夜 🎵
                                : Stream #0:7: Audio: aac (default)
                ARTIST          : Trio
              Duration: 00:00:02.01, start: -0.007000, bitrate: 120 kb/s
              Stream #0:0(eng): Video: h264, 64x64 (default)
                Metadata:
                  title           : not this
              Stream #0:1[0x2](ger): Audio: opus, 48000 Hz, mono, fltp
                Metadata:
                  title           : Deutsch
              Stream #0:2: Audio: opus, 48000 Hz, mono, fltp (default)
            At least one output file must be specified
            """;

    @Test
    void defaultTrackAndTagsOfTheWholeAreRead() {
        InputDescription description = InputDescription.of(TWO_TRACKS);
        assertThat(chosenIndex(TWO_TRACKS)).hasValue(2);
        assertThat(description.duration()).contains(Duration.ofMillis(2_010));
        assertThat(description.tags()).containsOnly(Map.entry("title", "Größe: 夜 🎵"), Map.entry("ARTIST", "Trio"));
    }

    @Test
    void tracksAreDescribed() {
        assertThat(InputDescription.of(TWO_TRACKS).tracks())
                .containsExactly(
                        track(1, Optional.of("ger"), Optional.of("Deutsch")),
                        track(2, Optional.empty(), Optional.empty()));
    }

    private static TrackInfo track(int number, Optional<String> language, Optional<String> name) {
        return new TrackInfo(number, "opus", language, name, OptionalInt.of(1), Optional.empty());
    }

    @Test
    void firstTrackIsTakenWhereNoneIsDefault() {
        assertThat(chosenIndex(TWO_TRACKS.replace(" (default)", ""))).hasValue(1);
        assertThat(chosenIndex(TWO_TRACKS.replace("Audio", "Data"))).isEmpty();
    }

    @Test
    void trackThatNothingDecodesIsNone() {
        String undecodable = TWO_TRACKS.replace("Audio: opus, 48000 Hz, mono, fltp (default)", "Audio: none (default)");
        assertThat(chosenIndex(undecodable)).hasValue(1);
    }

    private static OptionalInt chosenIndex(String messages) {
        InputDescription description = InputDescription.of(messages);
        return description.usual().stream()
                .map(place -> description.sounds().get(place).index())
                .findFirst();
    }
}
