package org.soundlift.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.track.TrackInfo;

class SoundFactsJsonTest {
    private static final SoundFacts FACTS = new SoundFacts(
            AudioFileType.M4A,
            Optional.of(AudioOptions.DEFAULT),
            Optional.of(new Loudness(
                    OptionalDouble.of(-20.5),
                    OptionalDouble.of(-16),
                    OptionalDouble.of(-19),
                    OptionalDouble.of(-1.5),
                    4.5,
                    true,
                    OptionalDouble.empty())),
            Optional.of("The left one was taken."),
            List.of(new TrackInfo(
                    1,
                    "mp4a",
                    Optional.of("deu"),
                    Optional.empty(),
                    OptionalInt.of(2),
                    Optional.of(Duration.ofMillis(1_500)))),
            OptionalInt.of(1),
            List.of(new TrackFile(
                    1,
                    AudioFileType.MP3,
                    5_000_000_000L,
                    9,
                    Duration.ofMillis(1_500),
                    64_000,
                    48_000,
                    2,
                    "ab".repeat(32),
                    Optional.empty())),
            true,
            3);

    @Test
    void membersGiveTheSameFacts() {
        assertThat(SoundFactsJson.read(SoundFactsJson.members(FACTS))).isEqualTo(FACTS);
    }

    @Test
    void silenceHasNoLevel() {
        assertThat(SoundFactsJson.members(FACTS).toString()).contains("range_lu=null", "output_lufs=-16.0");
    }

    @Test
    void nothingIsKnownOfResultsOfBefore() {
        assertThat(SoundFactsJson.members(SoundFacts.NONE)).isEmpty();
        assertThat(SoundFactsJson.read(Map.of("bytes", 5))).isEqualTo(SoundFacts.NONE);
    }
}
