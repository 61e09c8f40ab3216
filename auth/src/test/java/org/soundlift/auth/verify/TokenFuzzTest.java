package org.soundlift.auth.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.soundlift.core.support.Fuzzing;

class TokenFuzzTest {
    private static byte[] token(String header, String claims) {
        Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
        String body = Stream.of(header, claims)
                .map(part -> encoder.encodeToString(part.getBytes(UTF_8)))
                .reduce("", (all, part) -> all + part + ".");
        return (body + encoder.encodeToString(new byte[64])).getBytes(UTF_8);
    }

    @Test
    void tokens() throws Exception {
        String claims = "{\"iss\":\"soundlift\",\"sub\":\"a\",\"exp\":4102444800}";
        Fuzzing.run(
                TokenFuzzTarget.class,
                List.of(
                        token("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k\"}", claims),
                        token("{\"alg\":\"none\"}", claims),
                        token("{\"alg\":\"HS256\",\"crit\":[\"b64\"],\"b64\":false}", claims)));
    }
}
