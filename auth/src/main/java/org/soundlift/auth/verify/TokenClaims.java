package org.soundlift.auth.verify;

import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;

/**
 * The claims of an access token (RFC 9068 §2.2).
 *
 * @param session claim {@code sid}: the login, or the API key, that the token comes from
 * @param epoch of the account when the token was made
 * @param authenticatedAt claim {@code auth_time}: the time at which the password was last given
 */
public record TokenClaims(
        Identity identity, String session, int epoch, Instant authenticatedAt, Instant issuedAt, Instant expiresAt) {
    public static final String ISSUER = "soundlift";
    public static final String AUDIENCE = "soundlift";
    public static final String TYPE = "at+jwt";

    private static final String CLIENT_ID = "client_id";
    private static final String SESSION = "sid";
    private static final String EPOCH = "epoch";
    private static final String AUTH_TIME = "auth_time";
    private static final String EMAIL = "email";
    private static final String ROLES = "roles";
    private static final String SCOPE = "scope";

    static final Set<String> REQUIRED =
            Set.of("sub", "iat", "exp", "jti", CLIENT_ID, SESSION, EPOCH, AUTH_TIME, EMAIL, ROLES, SCOPE);

    /** The claims as they are signed. */
    public JWTClaimsSet toJwt(String id) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(identity.account().value())
                .claim(CLIENT_ID, AUDIENCE)
                .issueTime(Date.from(issuedAt))
                .expirationTime(Date.from(expiresAt))
                .jwtID(id)
                .claim(SESSION, session)
                .claim(EPOCH, epoch)
                .claim(AUTH_TIME, authenticatedAt.getEpochSecond())
                .claim(EMAIL, identity.email())
                .claim(ROLES, List.of(identity.role().wireName()))
                .claim(SCOPE, scopes())
                .build();
    }

    private String scopes() {
        return identity.scopes().stream().sorted().map(Scope::wireName).collect(Collectors.joining(" "));
    }

    /** Reads signed claims; empty if they are not of this form. */
    static Optional<TokenClaims> of(JWTClaimsSet jwt) {
        try {
            EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
            Arrays.stream(jwt.getStringClaim(SCOPE).split(" ", -1))
                    .flatMap(name -> Scope.fromWireName(name).stream())
                    .forEach(scopes::add);
            Identity identity = new Identity(
                    new AccountId(jwt.getSubject()),
                    jwt.getStringClaim(EMAIL),
                    Role.fromWireName(jwt.getStringListClaim(ROLES).getFirst()),
                    scopes);
            return Optional.of(new TokenClaims(
                    identity,
                    jwt.getStringClaim(SESSION),
                    jwt.getIntegerClaim(EPOCH),
                    Instant.ofEpochSecond(jwt.getLongClaim(AUTH_TIME)),
                    jwt.getIssueTime().toInstant(),
                    jwt.getExpirationTime().toInstant()));
        } catch (ParseException | RuntimeException notOurForm) {
            return Optional.empty();
        }
    }

    /**
     * Returns the claims for other programs; {@code username} and {@code admin} are the names of the tutorial system.
     */
    public Map<String, Object> toMap() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", AUDIENCE);
        claims.put("sub", identity.account().value());
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("exp", expiresAt.getEpochSecond());
        claims.put(SESSION, session);
        claims.put(EMAIL, identity.email());
        claims.put(ROLES, List.of(identity.role().wireName()));
        claims.put(SCOPE, scopes());
        claims.put("username", identity.email());
        claims.put("admin", identity.role() == Role.ADMIN);
        return claims;
    }
}
