package org.soundlift.core.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void nearestNameIsFoundWhereTheMistakesAreFew() {
        List<String> known = List.of("quality", "bitrate", "channels");
        assertThat(NearestName.of("qualty", known, 0)).contains("quality");
        assertThat(NearestName.of("volume", known, 0)).isEmpty();
        assertThat(NearestName.of("q", known, 0)).isEmpty();
    }
}
