package org.soundlift.auth.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.service.RecentlyUsed;

/**
 * Access tokens in place of other credentials: asked for once, then used until shortly before they end. What was
 * refused is not asked for again for a few seconds.
 */
final class ExchangedCredentials {
    private static final int CAPACITY = 10_000;
    private static final Duration REFUSED = Duration.ofSeconds(10);
    /** Which part of its life a token is used for before another is asked for. */
    private static final double USED = 5.0 / 6;

    private final TokenAuthority authority;
    private final TokenVerifier verifier;
    private final Clock clock;
    private final Map<String, Exchanged> known = RecentlyUsed.map(CAPACITY);

    private record Exchanged(Optional<String> token, Instant askAgainAt) {}

    ExchangedCredentials(TokenAuthority authority, TokenVerifier verifier, Clock clock) {
        this.authority = authority;
        this.verifier = verifier;
        this.clock = clock;
    }

    /** The access token that stands for a credential; empty if that is not good. */
    Optional<String> tokenFor(String credential) throws AuthUnavailableException {
        String key = digest(credential);
        Optional<Exchanged> earlier = Optional.ofNullable(known.get(key));
        if (earlier.isPresent() && clock.instant().isBefore(earlier.get().askAgainAt())) {
            return earlier.get().token();
        }
        try {
            Optional<String> token = authority.exchange(credential);
            Instant until = token.flatMap(verifier::verify)
                    .map(ExchangedCredentials::askAgainAt)
                    .orElse(clock.instant().plus(REFUSED));
            known.put(key, new Exchanged(token, until));
            return token;
        } catch (AuthUnavailableException e) {
            if (earlier.isPresent() && earlier.get().token().isPresent()) {
                return earlier.get().token(); // Good until it expires.
            }
            throw e;
        }
    }

    private static Instant askAgainAt(TokenClaims claims) {
        Duration lifetime = Duration.between(claims.issuedAt(), claims.expiresAt());
        return claims.issuedAt().plusMillis((long) (USED * lifetime.toMillis()));
    }

    /** The token is no longer good: the credential has to be shown again. */
    void forget(String credential) {
        known.remove(digest(credential));
    }

    /** Strangers' credentials are of any length; what is kept of them is not. */
    private static String digest(String credential) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(credential.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
