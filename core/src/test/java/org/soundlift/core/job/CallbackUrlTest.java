package org.soundlift.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackUrlTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "http://example.org:8080/a/b?c=d&e=%C3%A9",
                "https://[2001:db8::1]:443/x",
                "https://example.org?a",
                "https://a_b.example.org/~x/(y);z=1"
            })
    void addressesAreTaken(String text) {
        assertThat(CallbackUrl.parse(text))
                .hasValueSatisfying(url -> assertThat(URI.create(url.value())).hasToString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "ftp://example.org",
                "https://",
                "https://user@example.org",
                "https://u:p@example.org/",
                "https://example.org/#x",
                "https://example.org/%zz",
                "https://example.org/%4",
                "https://example.org/a b",
                "https://example.org/\r\nHost: x",
                "https://example.org\\@evil",
                "javascript:alert(1)",
                "https://exämple.org"
            })
    void anythingElseIsNot(String text) {
        assertThat(CallbackUrl.parse(text)).isEmpty();
    }

    @Test
    void lengthIsLimited() {
        assertThat(CallbackUrl.parse("https://example.org/" + "a".repeat(2_000)))
                .isPresent();
        assertThat(CallbackUrl.parse("https://example.org/" + "a".repeat(2_048)))
                .isEmpty();
    }
}
