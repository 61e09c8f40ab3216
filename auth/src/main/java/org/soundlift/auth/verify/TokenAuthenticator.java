package org.soundlift.auth.verify;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Authenticator;
import org.soundlift.core.account.Identity;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.RecentlyUsed;
import org.soundlift.core.service.Service;

/**
 * Checks tokens in this process, with the authority's public keys and revocations as they were a few seconds ago. When
 * the authority does not answer, the last ones stay in force: sessions go on.
 */
public final class TokenAuthenticator implements Authenticator, Service {
    /**
     * The time between two questions for keys and revocations, so that these count everywhere well within a minute.
     */
    public static final Duration PACE = Duration.ofSeconds(10);

    /** The first characters of every API key. */
    public static final String API_KEY_PREFIX = "sl_";

    private static final Logger LOG = LoggerFactory.getLogger(TokenAuthenticator.class);
    private static final Duration UNKNOWN_KEY_PACE = Duration.ofMinutes(1);
    private static final int VERIFIED_CAPACITY = 10_000;
    private static final int LONGEST = 16_384;

    private final TokenAuthority authority;
    private final Optional<String> externalIssuer;
    private final Duration pace;
    private final Clock clock;
    private final TokenVerifier verifier;
    private final ExchangedCredentials exchanged;
    private final Map<String, TokenClaims> verified = RecentlyUsed.map(VERIFIED_CAPACITY);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("token-keys").factory());
    private volatile Known known = new Known(Map.of(), Revocations.NONE);
    private final Object loading = new Object();
    private volatile Instant unknownKeyAskedAt = Instant.MIN;
    private volatile boolean reachable = true;

    /** Keys by their ids, and revocations, as they were at one moment. */
    private record Known(Map<String, ECPublicKey> keys, Revocations revocations) {}

    /**
     * Checks nothing until it is started.
     *
     * @param externalIssuer the issuer of tokens that the authority exchanges, if there is one
     * @param pace the time between two questions for keys and revocations
     */
    public TokenAuthenticator(TokenAuthority authority, Optional<String> externalIssuer, Duration pace, Clock clock) {
        this.authority = authority;
        this.externalIssuer = externalIssuer;
        this.pace = pace;
        this.clock = clock;
        this.verifier = new TokenVerifier(this::key, clock);
        this.exchanged = new ExchangedCredentials(authority, verifier, clock);
    }

    @Override
    public Optional<Identity> authenticate(String credential) throws AuthUnavailableException {
        if (credential.length() > LONGEST) {
            return Optional.empty();
        }
        if (known.keys().isEmpty()) {
            load(); // The authority was not there when this process began.
        }
        if (credential.startsWith(API_KEY_PREFIX) || isExternal(credential)) {
            return authenticateExchanged(credential);
        }
        return authenticateToken(credential);
    }

    private Optional<Identity> authenticateToken(String token) {
        Optional<TokenClaims> claims = Optional.ofNullable(verified.get(token))
                .filter(c -> clock.instant().isBefore(c.expiresAt()))
                .or(() -> verifier.verify(token));
        claims.ifPresent(c -> verified.put(token, c));
        return claims.filter(c -> !known.revocations().contains(c)).map(TokenClaims::identity);
    }

    /** A token that was revoked, as by a new password, does not take its API key with it. */
    private Optional<Identity> authenticateExchanged(String credential) throws AuthUnavailableException {
        for (int i = 0; i < 2; i++) {
            Optional<String> token = exchanged.tokenFor(credential);
            if (token.isEmpty()) {
                break;
            }
            Optional<Identity> identity = authenticateToken(token.get());
            if (identity.isPresent()) {
                return identity;
            }
            exchanged.forget(credential);
        }
        return Optional.empty();
    }

    private boolean isExternal(String token) {
        if (externalIssuer.isEmpty()) {
            return false;
        }
        try {
            return JWTParser.parse(token) instanceof SignedJWT jwt
                    && externalIssuer.get().equals(jwt.getJWTClaimsSet().getIssuer());
        } catch (ParseException notAToken) {
            return false;
        }
    }

    private Optional<ECPublicKey> key(String id) {
        Optional<ECPublicKey> key = Optional.ofNullable(known.keys().get(id));
        return key.isPresent() || !mayAskForUnknownKey() ? key : reloadedKey(id);
    }

    /** Strangers can make up key ids as fast as they like; the authority is asked once a minute. */
    private synchronized boolean mayAskForUnknownKey() {
        Instant now = clock.instant();
        if (now.isBefore(unknownKeyAskedAt.plus(UNKNOWN_KEY_PACE))) {
            return false;
        }
        unknownKeyAskedAt = now;
        return true;
    }

    private Optional<ECPublicKey> reloadedKey(String id) {
        refresh();
        return Optional.ofNullable(known.keys().get(id));
    }

    /** One after the other: an older answer must not take the place of a newer one. */
    private void load() throws AuthUnavailableException {
        synchronized (loading) {
            known = new Known(PublishedKeys.parse(authority.publicKeys()), authority.revocations());
        }
    }

    @Override
    public void refresh() {
        try {
            load();
            if (!reachable) {
                LOG.info("The auth service answers again");
            }
            reachable = true;
        } catch (AuthUnavailableException | RuntimeException e) {
            if (reachable && !timer.isShutdown()) {
                LOG.warn(
                        "The auth service does not answer: sessions go on, logins fail until it does. {}",
                        e.toString());
            }
            reachable = false;
        }
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public void start() {
        refresh();
        var _ = timer.scheduleWithFixedDelay(this::refresh, pace.toMillis(), pace.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Without the authority, sessions go on as long as its keys are known. */
    @Override
    public CheckResult check() {
        return known.keys().isEmpty()
                ? new CheckResult.Failing("the auth service has not answered since this process began")
                : CheckResult.OK;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
