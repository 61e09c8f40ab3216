package org.soundlift.auth.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EmailAddressTest {
    @Test
    void oneFormForAllSpellings() {
        assertThat(EmailAddress.of(" Ada@Example.ORG ")).contains(new EmailAddress("ada@example.org"));
        assertThat(EmailAddress.of("ada@bücher.example")).contains(new EmailAddress("ada@xn--bcher-kva.example"));
        assertThat(EmailAddress.of("zoe\u0308@example.org")).isEqualTo(EmailAddress.of("zoë@example.org"));
        assertThat(EmailAddress.of("a.b+c@localhost")).isPresent();
    }

    @Test
    void whatIsNoAddressIsRefused() {
        for (String text : List.of(
                "",
                "ada",
                "@example.org",
                "ada@",
                "a b@example.org",
                "a..b@example.org",
                ".a@example.org",
                "a@-x.org",
                "a@x..org",
                "a@b@c.org",
                "a\r\nBcc: x@y.org",
                "a".repeat(65) + "@example.org",
                "a@" + "x".repeat(250) + ".org")) {
            assertThat(EmailAddress.of(text)).as(text).isEmpty();
        }
        assertThatThrownBy(() -> new EmailAddress("Ada@example.org")).isInstanceOf(IllegalArgumentException.class);
    }
}
