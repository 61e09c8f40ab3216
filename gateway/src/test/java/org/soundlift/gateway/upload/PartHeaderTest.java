package org.soundlift.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PartHeaderTest {
    private static PartHeader file(String filename) {
        return new PartHeader("file", Optional.of(filename));
    }

    @Test
    void readsWhatClientsSend() {
        assertThat(PartHeader.parse("form-data; name=\"quality\""))
                .isEqualTo(new PartHeader("quality", Optional.empty()));
        assertThat(PartHeader.parse("form-data; name=file; filename=a.mp4")).isEqualTo(file("a.mp4"));
        assertThat(PartHeader.parse("form-data; name=\"file\"; filename=\"\"")).isEqualTo(file(""));
        assertThat(PartHeader.parse("form-data; filename=\"a; name=x.mp4\"; name=\"file\""))
                .isEqualTo(file("a; name=x.mp4"));
        assertThat(PartHeader.parse("form-data; name=\"file\"; filename=\"C:\\dir\\a.mp4\""))
                .isEqualTo(file("C:\\dir\\a.mp4"));
        assertThat(PartHeader.parse("form-data; name=\"file\"; filename=\"Zażółć 🎵.mp4\""))
                .isEqualTo(file("Zażółć 🎵.mp4"));
    }

    @Test
    void undoesTheEscapesOfCurlAndOfBrowsers() {
        assertThat(PartHeader.parse("form-data; name=\"file\"; filename=\"a\\\"b.mp4\""))
                .isEqualTo(file("a\"b.mp4"));
        assertThat(PartHeader.parse("form-data; name=\"file\"; filename=\"a%22b%0D%0Ac%2e.mp4\""))
                .isEqualTo(file("a\"b\r\nc%2e.mp4"));
    }

    @Test
    void extendedFormStandsAboveThePlainOne() {
        assertThat(PartHeader.parse("form-data; name=file; filename=\"z.mp4\"; filename*=UTF-8''%C5%BC+a.mp4"))
                .isEqualTo(file("ż+a.mp4"));
        assertThat(PartHeader.parse("form-data; name=file; filename=\"z.mp4\"; filename*=UTF-8''%zz"))
                .isEqualTo(file("z.mp4"));
    }

    @Test
    void longAndHostileHeadersAreReadInOnePass() {
        String name = "x".repeat(5_000) + ".mp4";
        assertThat(PartHeader.parse("form-data; name=\"file\"; filename=\"" + name + "\""))
                .isEqualTo(file(name));
        String escapes = "\\\"".repeat(7_000);
        assertThat(PartHeader.parse("form-data; name=file; filename=\"" + escapes))
                .isEqualTo(file("\"".repeat(7_000)));
        assertThat(PartHeader.parse("form-data" + ";".repeat(10_000) + "=;=\"").filename())
                .isEmpty();
    }

    @Test
    void anythingElseIsNoPart() {
        assertThat(PartHeader.parse("")).isEqualTo(PartHeader.NONE);
        assertThat(PartHeader.parse("attachment")).isEqualTo(PartHeader.NONE);
    }
}
