package org.soundlift.auth.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer of OpenID Connect of the test's own. */
final class PrivateIssuer implements AutoCloseable {
    private final AtomicInteger discoveries = new AtomicInteger();
    private final HttpServer server;
    private RSAKey key;
    private String claimedIssuer;
    private volatile String userInfo = "{}";
    private volatile String tokenAnswer = "{}";
    private volatile String tokenRequest = "";

    PrivateIssuer() throws Exception {
        key = newKey("1");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        claimedIssuer = uri().toString();
        serve("/realm/.well-known/openid-configuration", this::describe);
        serve("/realm/keys", () -> new JWKSet(key.toPublicJWK()).toString());
        serve("/realm/userinfo", () -> userInfo);
        server.createContext("/realm/token", exchange -> {
            tokenRequest = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            byte[] body = tokenAnswer.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(tokenAnswer.contains("\"error\"") ? 400 : 200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    private String describe() {
        discoveries.incrementAndGet();
        return """
                {"issuer":"%1$s","jwks_uri":"%2$s/keys","authorization_endpoint":"%2$s/authorize",
                 "token_endpoint":"%2$s/token","userinfo_endpoint":"%2$s/userinfo",
                 "subject_types_supported":["public"],"response_types_supported":["code"],
                 "id_token_signing_alg_values_supported":["RS256"]}
                """.formatted(claimedIssuer, uri());
    }

    int discoveries() {
        return discoveries.get();
    }

    private static RSAKey newKey(String id) throws Exception {
        return new RSAKeyGenerator(2048).keyID(id).algorithm(JWSAlgorithm.RS256).generate();
    }

    private interface Page {
        String text();
    }

    private void serve(String path, Page page) {
        server.createContext(path, exchange -> {
            byte[] body = page.text().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realm");
    }

    /** Gives this ID token for the next code. */
    void give(String idToken) {
        tokenAnswer = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"" + idToken + "\"}";
    }

    /** Takes no code any more. */
    void refuseCodes() {
        tokenAnswer = "{\"error\":\"invalid_grant\"}";
    }

    void tellOfUser(String json) {
        userInfo = json;
    }

    /** The body of the last request for tokens. */
    String tokenRequest() {
        return tokenRequest;
    }

    void claimToBe(String issuer) {
        claimedIssuer = issuer;
    }

    void rotate() throws Exception {
        key = newKey("2");
    }

    JWTClaimsSet.Builder claims(String subject) {
        return new JWTClaimsSet.Builder()
                .issuer(uri().toString())
                .audience("soundlift")
                .subject(subject)
                .expirationTime(Date.from(Instant.now().plusSeconds(300)));
    }

    String sign(JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(JOSEObjectType.JWT)
                        .keyID(key.getKeyID())
                        .build(),
                claims.build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
