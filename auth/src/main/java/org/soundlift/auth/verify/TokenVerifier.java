package org.soundlift.auth.verify;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a token is one of ours: signature and claims, as RFC 8725 and RFC 9068 §4 want them checked. One algorithm,
 * one type, one issuer, one audience; keys come from where we know them and never from the token. Whether the token was
 * revoked is not asked here.
 */
public final class TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);
    private static final int LEEWAY_SECONDS = 30;
    private static final int LONGEST = 4_096;
    private static final Set<String> HEADER_PARAMETERS = Set.of("alg", "kid", "typ");

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /** @param keys the key of that id, if there is one */
    public TokenVerifier(Function<String, Optional<ECPublicKey>> keys, Clock clock) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenClaims.TYPE)));
        processor.setJWSKeySelector((header, context) -> keys(header, keys));
        processor.setJWTClaimsSetVerifier(new Claims(clock));
    }

    private static List<ECPublicKey> keys(JWSHeader header, Function<String, Optional<ECPublicKey>> keys) {
        boolean ours = header.getAlgorithm().equals(JWSAlgorithm.ES256)
                && HEADER_PARAMETERS.containsAll(header.getIncludedParams())
                && header.getKeyID() != null;
        return ours ? keys.apply(header.getKeyID()).stream().toList() : List.of();
    }

    private static final class Claims extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final Clock clock;

        Claims(Clock clock) {
            super(
                    TokenClaims.AUDIENCE,
                    new JWTClaimsSet.Builder().issuer(TokenClaims.ISSUER).build(),
                    TokenClaims.REQUIRED);
            this.clock = clock;
            setMaxClockSkew(LEEWAY_SECONDS);
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }

        @Override
        public void verify(JWTClaimsSet claims, SecurityContext context) throws BadJWTException {
            super.verify(claims, context);
            if (claims.getIssueTime().toInstant().isAfter(clock.instant().plusSeconds(LEEWAY_SECONDS))) {
                throw new BadJWTException("issued in the future");
            }
        }
    }

    /** Returns the claims of a token; empty if it is not to be believed. */
    public Optional<TokenClaims> verify(String token) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return TokenClaims.of(processor.process(SignedJWT.parse(token), null));
        } catch (ParseException | BadJOSEException | JOSEException e) {
            LOG.debug("A token was refused: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
