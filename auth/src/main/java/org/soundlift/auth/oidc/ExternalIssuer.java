package org.soundlift.auth.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.core.account.AuthUnavailableException;

/**
 * Believes the access tokens of an issuer of OpenID Connect. What it signs with is found through its discovery document
 * (OpenID Connect Discovery 1.0 §4), asked for when its first token comes, and cached.
 */
public final class ExternalIssuer {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalIssuer.class);
    private static final int TIMEOUT_MS = 1_500;
    private static final int LARGEST_ANSWER_BYTES = 1 << 20;
    private static final Duration KEYS_CACHED = Duration.ofMinutes(5);
    private static final Duration OUTAGE_TOLERATED = Duration.ofHours(1);
    private static final Duration REFRESH_AT_MOST_EVERY = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int LEEWAY_SECONDS = 30;
    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512);

    private final URI issuer;
    private final String audience;
    private final DefaultResourceRetriever web =
            new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, LARGEST_ANSWER_BYTES);
    private final ReentrantLock discovering = new ReentrantLock();
    private volatile Optional<DefaultJWTProcessor<SecurityContext>> processor = Optional.empty();
    private volatile long failedAt = System.nanoTime() - PAUSE.toNanos();

    /** @param audience what its tokens for us name */
    public ExternalIssuer(URI issuer, String audience) {
        this.issuer = issuer;
        this.audience = audience;
    }

    /**
     * A subject of an issuer.
     *
     * @param email empty if the issuer does not say that it belongs to the subject
     */
    public record Subject(String id, Optional<EmailAddress> email, Instant authenticatedUntil) {}

    /** As its tokens name it. */
    public String name() {
        return issuer.toString();
    }

    /**
     * Returns the subject of a token; empty if the token is not to be believed.
     *
     * @throws AuthUnavailableException if the issuer's keys can't be had
     */
    public Optional<Subject> verify(String token) throws AuthUnavailableException {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!name().equals(jwt.getJWTClaimsSet().getIssuer())) {
                return Optional.empty(); // Not worth a question.
            }
            JWTClaimsSet claims = processor().process(jwt, null);
            return Optional.of(new Subject(
                    claims.getSubject(),
                    email(claims),
                    claims.getExpirationTime().toInstant()));
        } catch (ParseException | BadJOSEException | RateLimitReachedException e) {
            LOG.debug("A token of {} was refused: {}", issuer, e.getMessage());
            return Optional.empty();
        } catch (JOSEException e) {
            throw new AuthUnavailableException("the keys of " + issuer + " can't be had", e);
        }
    }

    private static Optional<EmailAddress> email(JWTClaimsSet claims) throws ParseException {
        boolean verified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
        return verified
                ? Optional.ofNullable(claims.getStringClaim("email")).flatMap(EmailAddress::of)
                : Optional.empty();
    }

    /** One thread asks; the others, and those that come soon after a failure, do not wait. */
    private DefaultJWTProcessor<SecurityContext> processor() throws AuthUnavailableException {
        if (processor.isPresent()) {
            return processor.get();
        }
        if (System.nanoTime() - failedAt < PAUSE.toNanos() || !discovering.tryLock()) {
            throw new AuthUnavailableException(issuer + " is not known yet", null);
        }
        try {
            DefaultJWTProcessor<SecurityContext> found = discover();
            processor = Optional.of(found);
            return found;
        } catch (AuthUnavailableException e) {
            failedAt = System.nanoTime();
            LOG.warn("The issuer of SOUNDLIFT_OIDC_ISSUER can't be used: {}", e.getMessage());
            throw e;
        } finally {
            discovering.unlock();
        }
    }

    private DefaultJWTProcessor<SecurityContext> discover() throws AuthUnavailableException {
        URI document = URI.create(name().replaceFirst("/+$", "") + "/.well-known/openid-configuration");
        try {
            Map<String, Object> metadata =
                    JSONObjectUtils.parse(web.retrieveResource(document.toURL()).getContent());
            if (!name().equals(JSONObjectUtils.getString(metadata, "issuer"))) {
                throw new AuthUnavailableException(document + " describes another issuer than " + issuer, null);
            }
            JWKSource<SecurityContext> keys = JWKSourceBuilder.create(
                            JSONObjectUtils.getURI(metadata, "jwks_uri").toURL(), web)
                    .cache(KEYS_CACHED.toMillis(), 2L * TIMEOUT_MS)
                    .rateLimited(REFRESH_AT_MOST_EVERY.toMillis())
                    .outageTolerant(OUTAGE_TOLERATED.toMillis())
                    .build();
            return processor(keys);
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw new AuthUnavailableException("the discovery document " + document + " can't be had", e);
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor(JWKSource<SecurityContext> keys) {
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                audience, new JWTClaimsSet.Builder().issuer(name()).build(), Set.of("sub", "exp"));
        claims.setMaxClockSkew(LEEWAY_SECONDS);
        DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
        // Many issuers call their access tokens just JWT, or nothing at all.
        made.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), JOSEObjectType.JWT, null));
        made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        made.setJWTClaimsSetVerifier(claims);
        return made;
    }
}
