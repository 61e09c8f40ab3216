package org.soundlift.auth.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.RandomId;
import org.soundlift.auth.token.KeyVault.WrongSecretException;
import org.soundlift.auth.verify.TokenClaims;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Scope;

/** Signs access tokens: JWTs (RFC 9068) with ES256. */
public final class TokenIssuer {
    private final SigningKeys keys;
    private final TokenTiming timing;
    private final Clock clock;

    /**
     * A token and how long it is good.
     *
     * @param lifetime of the token, whole seconds
     */
    public record Issued(String token, Duration lifetime) {}

    /**
     * The session that a token is made for.
     *
     * @param id of the session: ending it ends all its tokens
     * @param authenticatedAt the time at which the password was last given
     * @param endsAt no token lives longer
     */
    public record Session(String id, Instant authenticatedAt, Instant endsAt) {}

    public TokenIssuer(SigningKeys keys, TokenTiming timing, Clock clock) {
        this.keys = keys;
        this.timing = timing;
        this.clock = clock;
    }

    /** A session that begins now. */
    public Session newSession() {
        return session(RandomId.next(), clock.instant());
    }

    /** A session that began at a moment, and goes on for as long as sessions last. */
    public Session session(String id, Instant authenticatedAt) {
        return new Session(id, authenticatedAt, authenticatedAt.plus(timing.session()));
    }

    /** Returns true if a session has lasted for so long that the password has to be given again. */
    public boolean isOver(Session session) {
        return !clock.instant().isBefore(session.endsAt());
    }

    public Issued issue(Account account, Session session, Set<Scope> scopes) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant full = now.plus(timing.token());
        Instant end = full.isAfter(session.endsAt()) ? session.endsAt() : full;
        TokenClaims claims = new TokenClaims(
                new Identity(account.id(), account.email().text(), account.role(), scopes),
                session.id(),
                account.epoch(),
                session.authenticatedAt(),
                now,
                end);
        return new Issued(sign(claims), Duration.between(now, end).truncatedTo(ChronoUnit.SECONDS));
    }

    private String sign(TokenClaims claims) {
        try {
            ECKey key = keys.current();
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType(TokenClaims.TYPE))
                    .keyID(key.getKeyID())
                    .build();
            SignedJWT jwt = new SignedJWT(header, claims.toJwt(RandomId.next()));
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException | WrongSecretException e) {
            throw new IllegalStateException("no token can be signed: " + e.getMessage(), e);
        }
    }
}
