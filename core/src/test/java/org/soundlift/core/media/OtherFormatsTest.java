package org.soundlift.core.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherFormatsTest {
    @ParameterizedTest
    @CsvSource({
        "<!DOCTYPE html>, a web page",
        "'  <html lang=', a web page",
        "#EXTM3U, a playlist",
        "RIFF\0\0\0\0AVI LIST, an AVI file",
        "RIFF\0\0\0\0WAVEfmt, a WAVE file",
        "PK\u0003\u0004zip, an archive",
        "%PDF-1.7, a PDF document",
        "G@\0\u0010x, an MPEG transport stream"
    })
    void fileIsNamed(String head, String name) {
        byte[] bytes = head.substring(0, Math.min(head.length(), MediaFormat.HEAD_BYTES))
                .getBytes(ISO_8859_1);
        assertThat(MediaFormat.detect(bytes)).isEmpty();
        assertThat(OtherFormats.describe(bytes)).hasValue(name);
        assertThat(OtherFormats.refusal(bytes))
                .hasValue("This is " + name + ", not a video or audio file we can read.");
    }

    @Test
    void whatIsNotKnownHasNoName() {
        assertThat(OtherFormats.refusal(new byte[12])).isEmpty();
    }
}
