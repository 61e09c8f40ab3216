package org.soundlift.http.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.Context;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.core.trace.Tracing;
import org.soundlift.http.HttpServer;
import org.soundlift.http.ServiceServer;
import org.soundlift.http.SessionCookie;
import org.soundlift.http.Sites;
import org.soundlift.http.TrustedProxies;

class PathPrefixTest {
    private static HttpResponse<String> answer(Optional<String> publicUrl, String path, String... headers)
            throws Exception {
        return answer("GET", publicUrl, path, headers);
    }

    private static HttpResponse<String> answer(
            String method, Optional<String> publicUrl, String path, String... headers) throws Exception {
        Sites sites = new Sites(publicUrl.map(URI::create), Set.of("https://app.example.org"), false);
        try (HttpServer server =
                        new HttpServer(new TrustedProxies(List.of("127.0.0.1")), sites, Tracing.OFF, config -> {
                            config.routes.get("/", ctx -> ctx.result("root"));
                            config.routes.get("/seen/{what}", PathPrefixTest::seen);
                            config.routes.post("/seen/{what}", PathPrefixTest::seen);
                        });
                HttpClient http = HttpClient.newHttpClient()) {
            server.start("127.0.0.1", 0);
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .method(method, HttpRequest.BodyPublishers.noBody());
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static void seen(Context ctx) {
        SessionCookie.set(ctx, "token", Duration.ofHours(1));
        ctx.result(PathPrefix.path(ctx, ctx.path()) + " " + ctx.pathParam("what") + " " + ctx.queryString());
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tools/sound/seen/a%20b?c=%2Ftools", "/seen/a%20b?c=%2Ftools"})
    void routesAreFoundWhetherAProxyTakesThePrefixAwayOrNot(String path) throws Exception {
        HttpResponse<String> answer = answer(Optional.of("https://example.org/tools/sound/"), path);
        assertThat(answer.body()).isEqualTo("/tools/sound/seen/a%20b a b c=%2Ftools");
        assertThat(cookie(answer))
                .startsWith("soundlift_session.tools.sound=token;")
                .containsIgnoringCase("; Path=/tools/sound/;");
    }

    @Test
    void prefixAloneIsTheRoot() throws Exception {
        Optional<String> url = Optional.of("https://example.org/sound");
        assertThat(answer(url, "/sound").body()).isEqualTo("root");
        assertThat(answer(url, "/sound?a=b").body()).isEqualTo("root");
        assertThat(answer(url, "/soundless").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sound/../seen/a", "/sound/..", "/sound/%2e%2e/x", "/sound/..;/x"})
    void pathThatLeadsOutOfThePrefixIsRefused(String path) throws Exception {
        assertThat(answer(Optional.of("https://example.org/sound"), path).statusCode())
                .isIn(400, 404);
    }

    @Test
    void withoutAPathNothingIsBefore() throws Exception {
        HttpResponse<String> answer =
                answer(Optional.of("https://example.org"), "/seen/a", "X-Forwarded-Proto", "https");
        assertThat(answer.body()).isEqualTo("/seen/a a null");
        assertThat(cookie(answer)).startsWith("__Host-soundlift_session=token;").containsIgnoringCase("; Path=/;");
    }

    /** Browsers refuse {@code __Host-} with another path than "/" (RFC 6265bis §4.1.3.2). */
    @Test
    void cookieBelowAPathHasTheNameThatBrowsersAllowThere() throws Exception {
        HttpResponse<String> answer =
                answer(Optional.of("https://example.org/sound"), "/sound/seen/a", "X-Forwarded-Proto", "https");
        assertThat(cookie(answer))
                .startsWith("__Secure-soundlift_session.sound=token;")
                .containsIgnoringCase("; Path=/sound/;");
    }

    /** Otherwise a page of another site could use the cookie: browsers send it there. */
    @Test
    void cookieBelowAPathIsNotForOtherSites() throws Exception {
        String[] headers = {
            "X-Forwarded-Proto",
            "https",
            "Cookie",
            "__Secure-soundlift_session.sound=token",
            "Origin",
            "https://app.example.org"
        };
        HttpResponse<String> refused =
                answer("POST", Optional.of("https://example.org/sound"), "/sound/seen/a", headers);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("\"/sound/docs#FORBIDDEN\"");
        headers[3] = "other=token";
        assertThat(answer("POST", Optional.of("https://example.org/sound"), "/sound/seen/a", headers)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/a/../b", "/a;b", "/a\"b", "a", "/a//b", "/%2e%2e", "/"})
    void whatIsNoPrefixIsNotTakenFromAGateway(String prefix) throws Exception {
        assertThat(throughAGateway(prefix)).isEqualTo("/seen");
        assertThat(throughAGateway("/a".repeat(101))).isEqualTo("/seen");
    }

    @Test
    void authServiceTakesThePrefixOfItsGateway() throws Exception {
        assertThat(throughAGateway("/tools/sound")).isEqualTo("/tools/sound/seen");
        assertThat(throughAGateway("")).isEqualTo("/seen");
    }

    private static String throughAGateway(String prefix) throws Exception {
        try (ServiceServer server = new ServiceServer(
                        "127.0.0.1",
                        0,
                        new TrustedProxies(List.of("127.0.0.1")),
                        Tracing.OFF,
                        routes -> routes.get("/seen", ctx -> ctx.result(PathPrefix.path(ctx, ctx.path()))));
                HttpClient http = HttpClient.newHttpClient()) {
            server.start();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/seen"))
                    .header(PathPrefix.HEADER, prefix)
                    .build();
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/seen", "https://example.org/seen/more"})
    void prefixThatBeginsAsARouteIsRefused(String url) {
        assertThatThrownBy(() -> answer(Optional.of(url), "/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not begin with /seen");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org//a", "https://example.org/a/../b", "https://example.org/a;b"})
    void urlWhosePathIsNoPrefixIsRefused(String url) {
        assertThatThrownBy(() -> PathPrefix.of(Optional.of(URI.create(url))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
