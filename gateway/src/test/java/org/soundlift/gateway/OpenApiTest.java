package org.soundlift.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.account.Authenticator;
import org.soundlift.core.account.Identity;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.queue.RecordingBroadcast;
import org.soundlift.core.queue.RecordingWorkQueue;
import org.soundlift.core.trace.Tracing;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.gateway.access.LoginWays;
import org.soundlift.gateway.upload.OwnerLimits;
import org.soundlift.gateway.upload.UploadLimits;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.Registration;
import org.soundlift.http.Sites;
import org.soundlift.http.TrustedProxies;
import org.sqlite.SQLiteDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code openapi.json} describes the routes that exist, and no others. */
class OpenApiTest {
    private static final Set<String> FOR_PEOPLE = Set.of(
            "GET /",
            "GET /docs",
            "GET /account.html",
            "GET /admin",
            "GET /login/oidc",
            "GET /login/oidc/callback",
            "GET /static/{version}/{language}/{file}",
            "GET /style.css",
            "GET /mark.svg",
            "GET /favicon.ico",
            "GET /apple-touch-icon.png",
            "GET /icon-192.png",
            "GET /icon-512.png",
            "GET /manifest.webmanifest",
            "GET /openapi.json");

    private JsonNode api;

    @BeforeEach
    void read() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("web/openapi.json")) {
            api = JsonMapper.builder().build().readTree(Objects.requireNonNull(in));
        }
    }

    @Test
    void describesExactlyTheRoutes() {
        Set<String> described = new TreeSet<>();
        api.required("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> routes = new TreeSet<>(gateway().routes());
        routes.removeAll(FOR_PEOPLE);
        assertThat(described).isEqualTo(routes);
    }

    private static Gateway gateway() {
        GatewayConfig config = new GatewayConfig(
                new GatewayConfig.Listening(
                        "127.0.0.1",
                        0,
                        Sites.ANY_NAME,
                        TrustedProxies.NONE,
                        new MetricsRoute.Readers(Optional.empty(), true)),
                AccountMode.REQUIRED,
                LoginWays.ofPasswords(Registration.CLOSED),
                new UploadLimits(1, 1, new OwnerLimits(1, 1, 1), 1, Optional.empty()),
                new GatewayConfig.Keeping(Duration.ofDays(1), Duration.ofDays(1)),
                Optional.empty());
        return new Gateway(
                config,
                new Gateway.Backends(
                        new SQLiteDataSource(),
                        new InMemoryMediaStore(),
                        new Gateway.Messaging(
                                new RecordingWorkQueue<>(),
                                new Gateway.Ends(new RecordingWorkQueue<>(), new RecordingWorkQueue<>()),
                                new RecordingBroadcast<>(),
                                new RecordingBroadcast<>(),
                                new RecordingBroadcast<>(),
                                new RecordingBroadcast<>()),
                        new Gateway.Operations(
                                new Fleet(new RecordingBroadcast<>(), new RecordingBroadcast<>()),
                                Map.of(),
                                Tracing.OFF)),
                Optional.of(new Gateway.Accounts(new Nobody(), route -> ctx -> {})),
                List.of(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                Clock.systemUTC());
    }

    private static final class Nobody implements Authenticator {
        @Override
        public Optional<Identity> authenticate(String credential) {
            return Optional.empty();
        }

        @Override
        public void refresh() {}
    }

    @Test
    void isOfVersion31AndResolvesItsReferences() {
        assertThat(api.required("openapi").stringValue()).startsWith("3.1.");
        Set<String> ids = new TreeSet<>();
        for (JsonNode ref : api.findValues("$ref")) {
            assertThat(api.at(ref.stringValue().substring(1)).isMissingNode())
                    .as(ref.stringValue())
                    .isFalse();
        }
        for (JsonNode id : api.findValues("operationId")) {
            assertThat(ids.add(id.stringValue())).as(id.stringValue()).isTrue();
        }
        assertThat(ids).isNotEmpty();
    }

    @Test
    void listsEveryErrorCode() {
        Set<String> codes =
                Arrays.stream(FailureCode.values()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        assertThat(new TreeSet<>(api.required("x-error-codes").propertyNames())).isEqualTo(codes);
        for (FailureCode code : FailureCode.values()) {
            assertThat(api.required("x-error-codes").required(code.name()).stringValue())
                    .startsWith(code.sentence());
        }
    }
}
