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

    PrivateIssuer() throws Exception {
        key = newKey("1");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        claimedIssuer = uri().toString();
        serve("/realm/.well-known/openid-configuration", this::describe);
        serve("/realm/keys", () -> new JWKSet(key.toPublicJWK()).toString());
        server.start();
    }

    private String describe() {
        discoveries.incrementAndGet();
        return "{\"issuer\":\"" + claimedIssuer + "\",\"jwks_uri\":\"" + uri() + "/keys\"}";
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
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/realm");
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
