package org.soundlift.core.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceNameTest {
    @ParameterizedTest
    @CsvSource({
        "talk.mp4, talk",
        "talk.MOV, talk",
        "/home/ada/talk.mkv, talk",
        "Vol.2, Vol.2",
        "Vol.2.mp4, Vol.2",
        "v1.2.final, v1.2.final",
        ".mp4, .mp4",
        "C:\\Users\\Ada\\talk.mp4, talk",
        "c:/Users/talk.mp4, talk",
        "\\\\server\\share\\talk.mp4, talk",
        "AC\\DC live.mp4, AC\\DC live",
        "a/b\\c.webm, b\\c"
    })
    void titleIsTheNameAlone(String path, String expected) {
        assertThat(SourceName.title(path)).isEqualTo(expected);
    }
}
