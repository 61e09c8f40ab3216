package org.soundlift.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.core.support.SettableClock;

/** The knowledge of a gateway, and its questions. */
class TokenAuthenticatorTest {
    private static final AccountId ADA = new AccountId("a".repeat(32));
    private static final String KEY = "sl_" + "k".repeat(43);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final ECKey first = key("first");
    private final FakeAuthority authority = new FakeAuthority();
    private final TokenAuthenticator tokens =
            new TokenAuthenticator(authority, Optional.empty(), TokenAuthenticator.PACE, clock);

    private static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private final class FakeAuthority implements TokenAuthority {
        private JWKSet keys = new JWKSet(first.toPublicJWK());
        private Revocations revocations = Revocations.NONE;
        private boolean away;
        private int keyQuestions;
        private int exchanges;
        private Duration lifetime = Duration.ofHours(1);

        private void requireThere() throws AuthUnavailableException {
            if (away) {
                throw new AuthUnavailableException("away", null);
            }
        }

        @Override
        public String publicKeys() throws AuthUnavailableException {
            keyQuestions++;
            requireThere();
            return keys.toString();
        }

        @Override
        public Revocations revocations() throws AuthUnavailableException {
            requireThere();
            return revocations;
        }

        @Override
        public Optional<String> exchange(String credential) throws AuthUnavailableException {
            exchanges++;
            requireThere();
            return credential.equals(KEY) ? Optional.of(token(first, "key-1", 1, lifetime)) : Optional.empty();
        }
    }

    private String token(ECKey key, String session, int epoch) {
        return token(key, session, epoch, Duration.ofHours(1));
    }

    private String token(ECKey key, String session, int epoch, Duration lifetime) {
        Instant now = clock.instant();
        Identity identity = new Identity(ADA, "ada@example.org", Role.USER, Set.of(Scope.JOBS_READ));
        TokenClaims claims = new TokenClaims(identity, session, epoch, now, now, now.plus(lifetime));
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(key.getKeyID())
                        .build(),
                claims.toJwt("id"));
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }

    @Test
    void unknownKeysAreAskedForOnceAMinute() throws Exception {
        tokens.refresh();
        int before = authority.keyQuestions;
        ECKey stranger = key("stranger");
        for (int i = 0; i < 100; i++) {
            assertThat(tokens.authenticate(token(stranger, "s", 1))).isEmpty();
        }
        assertThat(authority.keyQuestions).isEqualTo(before + 1);
        clock.advance(Duration.ofMinutes(1));
        ECKey second = key("second");
        authority.keys = new JWKSet(second.toPublicJWK());
        assertThat(tokens.authenticate(token(second, "s", 1))).isPresent();
        assertThat(authority.keyQuestions).isEqualTo(before + 2);
    }

    @Test
    void lastKeysStayInForceWhileTheAuthorityIsAway() throws Exception {
        authority.away = true;
        String token = token(first, "s", 1);
        assertThatThrownBy(() -> tokens.authenticate(token)).isInstanceOf(AuthUnavailableException.class);
        authority.away = false;
        assertThat(tokens.authenticate(token)).isPresent();
        authority.away = true;
        tokens.refresh();
        assertThat(tokens.authenticate(token)).isPresent();
        clock.advance(Duration.ofHours(1).plusMinutes(1));
        assertThat(tokens.authenticate(token))
                .as("also of those that were checked before")
                .isEmpty();
    }

    @Test
    void revokedSessionsAndEarlierEpochsAreOut() throws Exception {
        String ended = token(first, "ended", 2);
        String earlier = token(first, "other", 1);
        String good = token(first, "other", 2);
        assertThat(tokens.authenticate(ended)).isPresent();
        assertThat(tokens.authenticate(earlier)).isPresent();
        authority.revocations = new Revocations(Set.of("ended"), Map.of(ADA, 2));
        tokens.refresh();
        assertThat(tokens.authenticate(ended)).isEmpty();
        assertThat(tokens.authenticate(earlier)).isEmpty();
        assertThat(tokens.authenticate(good)).isPresent();
    }

    @Test
    void apiKeyIsExchangedOnceAndAgainBeforeItsTokenEnds() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(tokens.authenticate(KEY)).isPresent();
        }
        assertThat(authority.exchanges).isOne();
        clock.advance(Duration.ofMinutes(51));
        authority.away = true;
        assertThat(tokens.authenticate(KEY)).as("good until its token ends").isPresent();
        authority.away = false;
        assertThat(tokens.authenticate(KEY)).isPresent();
        clock.advance(Duration.ofMinutes(49));
        assertThat(tokens.authenticate(KEY)).isPresent();
    }

    @Test
    void tokenOfAFewMinutesIsUsedTooBeforeAnotherIsAskedFor() throws Exception {
        authority.lifetime = Duration.ofMinutes(5);
        for (int i = 0; i < 10; i++) {
            assertThat(tokens.authenticate(KEY)).isPresent();
        }
        clock.advance(Duration.ofMinutes(4));
        assertThat(tokens.authenticate(KEY)).isPresent();
        assertThat(authority.exchanges).isOne();
        clock.advance(Duration.ofSeconds(30));
        assertThat(tokens.authenticate(KEY)).isPresent();
        assertThat(authority.exchanges).isEqualTo(2);
    }

    @Test
    void refusedKeyIsNotAskedForAllTheTime() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(tokens.authenticate("sl_wrong")).isEmpty();
        }
        assertThat(authority.exchanges).isOne();
        clock.advance(Duration.ofSeconds(11));
        assertThat(tokens.authenticate("sl_wrong")).isEmpty();
        assertThat(authority.exchanges).isEqualTo(2);
    }
}
