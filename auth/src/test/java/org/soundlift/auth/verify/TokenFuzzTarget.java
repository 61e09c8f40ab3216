package org.soundlift.auth.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.util.Optional;

/** Tokens: none that we have not signed is taken, and none does harm. */
public final class TokenFuzzTarget {
    private static final TokenVerifier VERIFIER = new TokenVerifier(_ -> Optional.of(key()), Clock.systemUTC());

    private TokenFuzzTarget() {}

    private static ECPublicKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate().toECPublicKey();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new AssertionError("every JDK has this curve", e);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        if (VERIFIER.verify(new String(input, ISO_8859_1)).isPresent()) {
            throw new IllegalStateException("accepted a token that nobody signed");
        }
    }
}
