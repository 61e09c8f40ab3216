package org.soundlift.auth.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.core.support.SettableClock;

/** The attacks of RFC 8725 §2 and their relatives. */
class TokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String KID = "our-key";

    private final SettableClock clock = new SettableClock(NOW);
    private final ECKey ours;
    private final TokenVerifier verifier;

    TokenVerifierTest() throws Exception {
        ours = new ECKeyGenerator(Curve.P_256).keyID(KID).generate();
        ECPublicKey known = ours.toECPublicKey();
        verifier = new TokenVerifier(id -> id.equals(KID) ? Optional.of(known) : Optional.empty(), clock);
    }

    private static JWTClaimsSet.Builder claims() {
        Identity identity =
                new Identity(new AccountId("a".repeat(32)), "ada@example.org", Role.USER, EnumSet.allOf(Scope.class));
        TokenClaims claims = new TokenClaims(identity, "session", 1, NOW, NOW, NOW.plus(Duration.ofHours(1)));
        return new JWTClaimsSet.Builder(claims.toJwt("id"));
    }

    private static JWSHeader.Builder header() {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(KID);
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, ECKey key) throws Exception {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private String sign(JWTClaimsSet.Builder claims) throws Exception {
        return sign(header().build(), claims.build(), ours);
    }

    @Test
    void ownTokenIsRead() throws Exception {
        TokenClaims claims = verifier.verify(sign(claims())).orElseThrow();
        assertThat(claims.identity().email()).isEqualTo("ada@example.org");
        assertThat(claims.identity().scopes()).isEqualTo(Set.of(Scope.values()));
        assertThat(claims.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void leewayIsSmall() throws Exception {
        String token = sign(claims());
        clock.advance(Duration.ofHours(1).plusSeconds(25));
        assertThat(verifier.verify(token)).isPresent();
        clock.advance(Duration.ofSeconds(36));
        assertThat(verifier.verify(token)).isEmpty();
    }

    @Test
    void everyAttackIsRefused() throws Exception {
        attacks()
                .forEach((name, token) ->
                        assertThat(verifier.verify(token)).as(name).isEmpty());
        assertThat(verifier.verify(sign(claims())))
                .as("none of them has broken it")
                .isPresent();
    }

    private Map<String, String> attacks() throws Exception {
        Map<String, String> attacks = new LinkedHashMap<>();
        ECKey theirs = new ECKeyGenerator(Curve.P_256).keyID(KID).generate();
        String good = sign(claims());
        String[] parts = good.split("\\.", -1);
        attacks.put("empty", "");
        attacks.put("no token", "not.a.token");
        attacks.put("encrypted", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..A.A.A");
        attacks.put("very long", good + "A".repeat(1 << 20));
        attacks.put("no signature", parts[0] + "." + parts[1] + ".");
        attacks.put("signature of zeros", parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]));
        attacks.put(
                "other payload",
                parts[0] + "."
                        + Base64URL.encode(
                                claims().subject("b".repeat(32)).build().toString()) + "." + parts[2]);
        attacks.put("alg none", new PlainJWT(claims().build()).serialize());
        for (String none : List.of("none", "None", "NONE", "nOnE")) {
            attacks.put(
                    "alg " + none,
                    raw(
                            "{\"alg\":\"" + none + "\",\"typ\":\"at+jwt\",\"kid\":\"" + KID + "\"}",
                            claims().build().toString(),
                            ""));
        }
        attacks.put("HS256 with the public key", hmac(ours.toECPublicKey().getEncoded()));
        attacks.put(
                "HS256 with the public JWK",
                hmac(ours.toPublicJWK().toJSONString().getBytes(UTF_8)));
        attacks.put("RS256", rsa());
        attacks.put("ES384", es384());
        attacks.put("another key under our id", sign(header().build(), claims().build(), theirs));
        attacks.put("unknown kid", sign(header().keyID("nobody").build(), claims().build(), ours));
        attacks.put("kid as path", sign(header().keyID("../../dev/null").build(), claims().build(), ours));
        attacks.put("kid as SQL", sign(header().keyID("' or 1=1 --").build(), claims().build(), ours));
        attacks.put("no kid", sign(header().keyID(null).build(), claims().build(), ours));
        attacks.put(
                "jku",
                sign(header().jwkURL(URI.create("https://evil.example/keys")).build(), claims().build(), theirs));
        attacks.put(
                "x5u",
                sign(header().x509CertURL(URI.create("https://evil.example/c")).build(), claims().build(), theirs));
        attacks.put("jwk", sign(header().jwk(theirs.toPublicJWK()).build(), claims().build(), theirs));
        attacks.put(
                "jku, rightly signed",
                sign(header().jwkURL(URI.create("https://evil.example/keys")).build(), claims().build(), ours));
        attacks.put("crit", sign(header().criticalParams(Set.of("exp")).build(), claims().build(), ours));
        attacks.put(
                "type of an ID token", sign(header().type(JOSEObjectType.JWT).build(), claims().build(), ours));
        attacks.put("no type", sign(header().type(null).build(), claims().build(), ours));
        attacks.put("other audience", sign(claims().audience("other")));
        attacks.put("no audience", sign(claims().audience((String) null)));
        attacks.put("other issuer", sign(claims().issuer("https://evil.example")));
        attacks.put("no issuer", sign(claims().issuer(null)));
        attacks.put("expired", sign(claims().expirationTime(Date.from(NOW.minusSeconds(61)))));
        attacks.put("no expiry", sign(claims().expirationTime(null)));
        attacks.put("not yet valid", sign(claims().notBeforeTime(Date.from(NOW.plusSeconds(61)))));
        attacks.put("issued in the future", sign(claims().issueTime(Date.from(NOW.plusSeconds(61)))));
        attacks.put("no subject", sign(claims().subject(null)));
        attacks.put("subject of no account", sign(claims().subject("admin")));
        attacks.put("no session", sign(claims().claim("sid", null)));
        attacks.put("unknown role", sign(claims().claim("roles", List.of("root"))));
        attacks.put(
                "duplicate members of the header",
                signed(
                        "{\"alg\":\"none\",\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + KID + "\"}",
                        claims().build().toString()));
        attacks.put(
                "duplicate members of the claims",
                signed(
                        header().build().toString(),
                        claims().build().toString().replaceFirst("^\\{", "{\"sub\":\"" + "b".repeat(32) + "\",")));
        attacks.put("claims that are no object", signed(header().build().toString(), "[]"));
        return attacks;
    }

    private static String hmac(byte[] secret) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(KID)
                        .build(),
                claims().build());
        jwt.sign(new MACSigner(secret));
        return jwt.serialize();
    }

    private static String rsa() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(KID)
                        .build(),
                claims().build());
        jwt.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
        return jwt.serialize();
    }

    private static String es384() throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES384)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(KID)
                        .build(),
                claims().build());
        jwt.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_384).generate()));
        return jwt.serialize();
    }

    private static String raw(String header, String claims, String signature) {
        return Base64URL.encode(header) + "." + Base64URL.encode(claims) + "." + signature;
    }

    /** Signed with our key, whatever stands in it. */
    private String signed(String header, String claims) throws Exception {
        byte[] input = (Base64URL.encode(header) + "." + Base64URL.encode(claims)).getBytes(UTF_8);
        Base64URL signature = new ECDSASigner(ours).sign(header().build(), input);
        return raw(header, claims, signature.toString());
    }

    /** A token that names the URL of its key does not make the service go there. */
    @Test
    void addressInATokenIsNotVisited() throws Exception {
        AtomicInteger visits = new AtomicInteger();
        ECKey theirs = new ECKeyGenerator(Curve.P_256).keyID(KID).generate();
        HttpServer evil = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        evil.createContext("/", exchange -> {
            visits.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        evil.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + evil.getAddress().getPort() + "/keys");
            JWSHeader jku = header().jwkURL(address).build();
            JWSHeader x5u = header().x509CertURL(address).build();
            assertThat(verifier.verify(sign(jku, claims().build(), theirs))).isEmpty();
            assertThat(verifier.verify(sign(x5u, claims().build(), theirs))).isEmpty();
        } finally {
            evil.stop(0);
        }
        assertThat(visits).hasValue(0);
    }
}
