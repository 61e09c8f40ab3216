package org.soundlift.core.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultSummaryJsonTest {
    private static final ResultSummary SUMMARY = new ResultSummary(
            99,
            Duration.ofMillis(2_500),
            190_000,
            44_100,
            2,
            ResultEncoder.LAME,
            Optional.of("ffmpeg 7.1"),
            "ab".repeat(32),
            List.of(new Warning(Warning.Code.SOURCE_INCOMPLETE, "The recording ends at 7.0 s.")),
            SoundFacts.NONE);

    @Test
    void membersAreReadBack() {
        Map<String, Object> members = ResultSummaryJson.members(SUMMARY);
        assertThat(members.keySet())
                .containsExactly(
                        "bytes",
                        "seconds",
                        "bitrate",
                        "sample_rate",
                        "channels",
                        "encoder",
                        "sha256",
                        "decoder",
                        "warnings");
        assertThat(ResultSummaryJson.read(members)).isEqualTo(SUMMARY);
    }

    @Test
    void membersOfEarlierVersionsAreRead() {
        Map<String, Object> members = new HashMap<>(ResultSummaryJson.members(SUMMARY));
        members.remove("encoder");
        members.remove("decoder");
        members.put("warnings", List.of(Map.of("code", "OF_A_LATER_VERSION", "detail", "New.")));
        ResultSummary read = ResultSummaryJson.read(members);
        assertThat(read.encoder()).isEqualTo(ResultEncoder.FFMPEG);
        assertThat(read.decoder()).isEmpty();
        assertThat(read.warnings()).isEmpty();
    }

    @Test
    void whatIsMissingOrOfAnotherTypeIsRefused() {
        for (String name : ResultSummaryJson.members(SUMMARY).keySet()) {
            Map<String, Object> members = new HashMap<>(ResultSummaryJson.members(SUMMARY));
            members.put(name, Map.of());
            assertThatThrownBy(() -> ResultSummaryJson.read(members)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> ResultSummaryJson.read(Map.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void secondsAreExactToTheMicrosecond() {
        assertThat(ResultSummaryJson.seconds(Duration.ofNanos(2_161_040_816_326L)))
                .isEqualTo(2161.040816);
    }
}
