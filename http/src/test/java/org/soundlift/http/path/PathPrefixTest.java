package org.soundlift.http.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.soundlift.http.SessionCookie;
import org.soundlift.http.Sites;
import org.soundlift.http.TrustedProxies;

class PathPrefixTest {
    private static HttpResponse<String> answer(Optional<String> publicUrl, String path, String... headers)
            throws Exception {
        Sites sites = new Sites(publicUrl.map(URI::create), Set.of(), false);
        try (HttpServer server = new HttpServer(
                        new TrustedProxies(List.of("127.0.0.1")),
                        sites,
                        Tracing.OFF,
                        config -> config.routes.get("/seen/{what}", ctx -> {
                            SessionCookie.set(ctx, "token", Duration.ofHours(1));
                            ctx.result(PathPrefix.path(ctx, ctx.path()) + " " + ctx.pathParam("what") + " "
                                    + ctx.queryString());
                        }));
                HttpClient http = HttpClient.newHttpClient()) {
            server.start("127.0.0.1", 0);
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String cookie(HttpResponse<String> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tools/sound/seen/a%20b?c=%2Ftools", "/seen/a%20b?c=%2Ftools"})
    void routesAreFoundWhetherAProxyTakesThePrefixAwayOrNot(String path) throws Exception {
        HttpResponse<String> answer = answer(Optional.of("https://example.org/tools/sound/"), path);
        assertThat(answer.body()).isEqualTo("/tools/sound/seen/a%20b a b c=%2Ftools");
        assertThat(cookie(answer)).startsWith("soundlift_session=token;").containsIgnoringCase("; Path=/tools/sound/;");
    }

    @Test
    void prefixAloneLeadsToThePage() throws Exception {
        HttpResponse<String> answer = answer(Optional.of("https://example.org/sound"), "/sound");
        assertThat(answer.statusCode()).isEqualTo(308);
        assertThat(answer.headers().firstValue("Location")).hasValue("/sound/");
        assertThat(answer(Optional.of("https://example.org/sound"), "/soundless")
                        .statusCode())
                .isEqualTo(404);
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
                .startsWith("__Secure-soundlift_session=token;")
                .containsIgnoringCase("; Path=/sound/;");
    }

    @Test
    void trustedProxyNamesThePrefixWhereThereIsNoPublicUrl() throws Exception {
        assertThat(answer(Optional.empty(), "/seen/a", PathPrefix.HEADER, "/sound/")
                        .body())
                .isEqualTo("/sound/seen/a a null");
        assertThat(answer(Optional.of("https://example.org"), "/seen/a", PathPrefix.HEADER, "/sound")
                        .body())
                .as("the operator has said it")
                .isEqualTo("/seen/a a null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "/a/../b", "/a;b", "/a\"b", "a", "/a//b", "/%2e%2e"})
    void whatIsNoPrefixIsNotTakenForOne(String path) throws Exception {
        assertThat(answer(Optional.empty(), "/seen/a", PathPrefix.HEADER, path).body())
                .isEqualTo("/seen/a a null");
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
        assertThatThrownBy(() -> new PathPrefix(Optional.of(URI.create(url))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
