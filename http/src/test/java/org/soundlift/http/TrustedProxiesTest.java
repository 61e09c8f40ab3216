package org.soundlift.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest {
    private static String seen(TrustedProxies proxies, String... headers) throws Exception {
        try (HttpServer server = new HttpServer(
                        proxies,
                        Sites.ANY_NAME,
                        org.soundlift.core.trace.Tracing.OFF,
                        config -> config.routes.get(
                                "/", ctx -> ctx.result(ctx.ip() + " " + ctx.scheme() + " " + ctx.host())));
                HttpClient http = HttpClient.newHttpClient()) {
            server.start("127.0.0.1", 0);
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                    .headers(headers)
                    .build();
            String answer = http.send(request, BodyHandlers.ofString()).body();
            return answer.replace(":" + server.port(), ":PORT");
        }
    }

    @Test
    void strangersAreNotBelieved() throws Exception {
        assertThat(seen(
                        TrustedProxies.NONE,
                        "X-Forwarded-For",
                        "203.0.113.9",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "evil.example"))
                .isEqualTo("127.0.0.1 http 127.0.0.1:PORT");
    }

    @Test
    void lastAddressThatIsNoProxyIsTheClient() throws Exception {
        TrustedProxies proxies = new TrustedProxies(List.of("127.0.0.0/8", "10.0.0.0/8", "::1"));
        assertThat(seen(proxies, "X-Forwarded-For", "203.0.113.9")).startsWith("203.0.113.9 ");
        assertThat(seen(proxies, "X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.1.2.3"))
                .startsWith("203.0.113.9 ");
        assertThat(seen(proxies, "X-Forwarded-For", "10.1.2.3, 10.1.2.4")).startsWith("10.1.2.3 ");
        assertThat(seen(proxies, "X-Forwarded-For", "1.1.1.1", "X-Forwarded-For", "203.0.113.9"))
                .as("a proxy that adds a line of its own")
                .startsWith("203.0.113.9 ");
        assertThat(seen(proxies, "X-Forwarded-For", "203.0.113.9:4711")).startsWith("203.0.113.9 ");
        assertThat(seen(proxies, "X-Forwarded-For", "[2001:db8::9]:4711")).startsWith("2001:db8::9 ");
        assertThat(seen(proxies, "X-Forwarded-For", "x".repeat(2_000))).startsWith("127.0.0.1 ");
        assertThat(seen(proxies, "X-Forwarded-Proto", "https", "X-Forwarded-Host", "sound.example.org"))
                .isEqualTo("127.0.0.1 https sound.example.org");
    }
}
