package org.soundlift.converter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
              Stream #0:2: Audio: opus, 48000 Hz, mono, fltp (default)
            At least one output file must be specified
            """;

    @Test
    void defaultTrackAndTagsOfTheWholeAreRead() {
        InputDescription description = InputDescription.of(TWO_TRACKS);
        assertThat(description.audio()).hasValue(2);
        assertThat(description.tags())
                .containsOnly(java.util.Map.entry("title", "Größe: 夜 🎵"), java.util.Map.entry("ARTIST", "Trio"));
    }

    @Test
    void firstTrackIsTakenWhereNoneIsDefault() {
        assertThat(InputDescription.of(TWO_TRACKS.replace(" (default)", "")).audio())
                .hasValue(1);
        assertThat(InputDescription.of(TWO_TRACKS.replace("Audio", "Data")).audio())
                .isEmpty();
    }

    @Test
    void trackThatNothingDecodesIsNone() {
        String undecodable = TWO_TRACKS.replace("Audio: opus, 48000 Hz, mono, fltp (default)", "Audio: none (default)");
        assertThat(InputDescription.of(undecodable).audio()).hasValue(1);
    }
}
