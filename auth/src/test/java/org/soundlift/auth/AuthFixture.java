package org.soundlift.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.soundlift.auth.remote.AuthRoutes;
import org.soundlift.auth.remote.RemoteAuth;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.core.account.Role;
import org.soundlift.core.trace.Tracing;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.Registration;
import org.soundlift.http.ServiceServer;
import org.soundlift.http.TrustedProxies;
import tools.jackson.databind.json.JsonMapper;

/** An auth service with one account, reached over HTTP as between processes. */
abstract class AuthFixture {
    static final String ADA = "ada@example.org";
    static final String PASSWORD = "kitchen window blue";
    static final TokenTiming QUICK =
            new TokenTiming(Duration.ofSeconds(4), Duration.ofDays(7), Duration.ofDays(30), Duration.ofSeconds(1));
    static final JsonMapper JSON = JsonMapper.builder().build();

    final HttpClient http = HttpClient.newHttpClient();
    Registration registration = Registration.OPEN;
    DataSource database;
    Auth auth;
    ServiceServer server;
    TokenAuthenticator tokens;

    /** A new, empty database. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void start() throws Exception {
        database = newDatabase();
        start(TokenTiming.DEFAULT, 0);
        auth.administration().add(ADA, Role.USER, Optional.of(PASSWORD));
    }

    final void start(TokenTiming timing, int port) throws Exception {
        AuthConfig config =
                new AuthConfig(() -> "a secret of the test", registration, Optional.empty(), true, 2, timing);
        auth = new Auth(config, database, new SimpleMeterRegistry(), Clock.systemUTC());
        auth.start();
        server = new ServiceServer("127.0.0.1", port, new TrustedProxies(List.of("127.0.0.1")), Tracing.OFF, routes -> {
            new HealthRoute(List.of(auth)).addTo(routes);
            new MetricsRoute(
                            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                            new MetricsRoute.Readers(Optional.empty(), true))
                    .addTo(routes);
            new AuthRoutes(auth).addTo(routes);
        });
        server.start();
        tokens = new TokenAuthenticator(
                new RemoteAuth(URI.create("http://127.0.0.1:" + server.port())),
                Optional.empty(),
                Duration.ofMillis(200),
                Clock.systemUTC());
        tokens.start();
    }

    @AfterEach
    void stop() {
        tokens.close();
        server.close();
        auth.close();
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static String basic(String email, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((email + ":" + password).getBytes(UTF_8));
    }

    HttpResponse<String> login(String email, String password, String address) throws Exception {
        return send("POST", "/login", "", "Authorization", basic(email, password), "X-Forwarded-For", address);
    }

    String token() throws Exception {
        return token(login(ADA, PASSWORD, "192.0.2.1"));
    }

    static String token(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).required("access_token").stringValue();
    }

    static String[] bearer(String credential) {
        return new String[] {"Authorization", "Bearer " + credential};
    }

    int verify(String credential) throws Exception {
        return send("POST", "/verify", "", bearer(credential)).statusCode();
    }

    String makeKey(String token, String body) throws Exception {
        HttpResponse<String> made = send("POST", "/account/keys", body, bearer(token));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return JSON.readTree(made.body()).required("key").stringValue();
    }
}
