package org.soundlift.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.app.support.Client.problem;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** Requests that are made to confuse, to exhaust, or in another user's name. */
class HardenedGatewayEndToEndIT {
    private static final String OTHER_SITE = "https://app.example.org";

    @TempDir
    static Path folder;

    private static Path video;
    private static SoundliftProcess server;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        video = Media.video(folder, 2);
        server = SoundliftProcess.serve(
                folder.resolve("data"),
                "--max-uploads-at-a-time",
                "3",
                "--max-bytes-a-day",
                Long.toString(10 * Files.size(video)),
                "--allowed-origins",
                OTHER_SITE);
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Returns the answer to a bare connection. */
    private static String raw(String request) throws IOException {
        try (Socket socket = client.connect()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    void ambiguousAndBrokenRequestsAreRefusedInTheSameForm() throws Exception {
        String post = "POST /convert HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\nConnection: close\r\n";
        List<String> requests = List.of(
                post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
                post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello",
                post + "Content-Length: -5\r\n\r\nhello",
                post + "Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n\r\nhello",
                post.replace("Host: localhost\r\n", "") + "Content-Length: 5\r\n\r\nhello",
                post.replace("Host", "Host : x\r\nHost") + "\r\n",
                "GET /status/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                "no request at all\r\n\r\n");
        for (String request : requests) {
            String answer = raw(request);
            assertThat(answer)
                    .as(request.lines().limit(5).toList().toString())
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json", "\"INVALID_REQUEST\"")
                    .doesNotContain("<html", "Jetty", "Exception");
            hasSecurityHeaders(answer);
            assertThat(answer.split("HTTP/1.1 ", -1)).as("one answer").hasSize(2);
        }
    }

    private static void hasSecurityHeaders(String answer) {
        assertThat(answer.toLowerCase(Locale.ROOT))
                .contains(
                        "x-content-type-options: nosniff",
                        "content-security-policy: default-src 'none'",
                        "referrer-policy: no-referrer",
                        "cross-origin-resource-policy: same-origin")
                .doesNotContain("server:", "x-powered-by");
    }

    @Test
    void everyAnswerHasSecurityHeaders() throws Exception {
        for (String path :
                List.of("/", "/app.js", "/openapi.json", "/nowhere", "/status/x", "/health/ready", "/jobs")) {
            hasSecurityHeaders(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        }
    }

    @Test
    void methodsThatAnAddressLacksAreNamed() throws Exception {
        for (String method : List.of("DELETE", "TRACE", "PATCH", "BREW")) {
            String answer = raw(method + " /convert HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(method).startsWith("HTTP/1.1 405 ").contains("Allow: POST", "METHOD_NOT_ALLOWED");
        }
    }

    @Test
    void compressedBodiesAreRefused() throws Exception {
        HttpResponse<byte[]> response =
                client.upload(BodyPublishers.ofString("whatever"), "", "Content-Encoding", "gzip");
        problem(response, 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(Client.text(response)).contains("without a Content-Encoding");
    }

    /** Another site may let its own name lead to 127.0.0.1; browsers would take its page for one of ours. */
    @Test
    void onlyNamesOfThisMachineAreAnswered() throws Exception {
        for (String name :
                List.of("evil.example", "evil.example:5000", "localhost.evil.example", "1.127.0.0.1.nip.io")) {
            assertThat(raw("GET /jobs HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n"))
                    .as(name)
                    .startsWith("HTTP/1.1 403 ")
                    .contains("SOUNDLIFT_PUBLIC_URL");
        }
        for (String name : List.of("localhost", "LOCALHOST:1", "127.0.0.1:80", "[::1]:5000", "soundlift.localhost")) {
            assertThat(raw("GET /jobs HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n"))
                    .as(name)
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    /** A page can't change the header Host, but it can add what proxies add. */
    @Test
    void pagesMayNotSpeakForProxies() throws Exception {
        String request = "GET /jobs HTTP/1.1\r\nHost: %s\r\nX-Forwarded-Host: %s\r\nConnection: close\r\n\r\n";
        assertThat(raw(request.formatted("evil.example", "localhost"))).startsWith("HTTP/1.1 403 ");
        assertThat(raw(request.formatted("localhost", "evil.example"))).startsWith("HTTP/1.1 403 ");
        assertThat(raw(request.formatted("localhost", "localhost"))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void onlyAllowedSitesMayReadAnswers() throws Exception {
        HttpResponse<byte[]> allowed = client.get("/jobs", "Origin", OTHER_SITE);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue(OTHER_SITE);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        for (String origin :
                List.of("https://evil.example", "null", OTHER_SITE + ".evil.example", "http://app.example.org")) {
            HttpResponse<byte[]> refused = client.get("/jobs", "Origin", origin);
            assertThat(refused.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(origin)
                    .isEmpty();
        }
        HttpResponse<byte[]> asked = client.send(
                "OPTIONS",
                "/convert",
                BodyPublishers.noBody(),
                "Origin",
                OTHER_SITE,
                "Access-Control-Request-Method",
                "POST");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("POST");
        String[] fromPage = {"Sec-Fetch-Site", "cross-site", "Origin", OTHER_SITE};
        assertThat(client.upload(video, "a.mp4", fromPage).statusCode()).isEqualTo(202);
        fromPage[3] = "https://evil.example";
        problem(client.upload(video, "a.mp4", fromPage), 403, "FORBIDDEN");
    }

    /** Runs last in effect: others upload less than what is left. */
    @Test
    void oneOwnerMayNotTakeAll() throws Exception {
        assertThat(client.upload(video, "first.mp4").statusCode()).isEqualTo(202);
        List<Socket> uploads = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                Socket socket = client.connect();
                uploads.add(socket);
                String head = "POST /convert HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\n";
                socket.getOutputStream().write((head + "Content-Length: 1000\r\n\r\n").getBytes(ISO_8859_1));
            }
            HttpResponse<byte[]> fourth = Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> client.upload(BodyPublishers.ofString("x"), ""), r -> r.statusCode() == 429);
            problem(fourth, 429, "TOO_MANY_REQUESTS");
            assertThat(fourth.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isPositive();
            assertThat(Client.text(fourth)).contains("3 uploads at a time");
        } finally {
            for (Socket socket : uploads) {
                socket.close();
            }
        }
        HttpResponse<byte[]> large = Awaitility.await()
                .until(
                        () -> client.upload(BodyPublishers.ofByteArray(new byte[(int) (9.5 * Files.size(video))]), ""),
                        r -> !Client.text(r).contains("at a time"));
        problem(large, 429, "TOO_MANY_REQUESTS");
        assertThat(Client.text(large)).contains("24 hours");
        HttpResponse<byte[]> beyond =
                client.upload(BodyPublishers.ofByteArray(new byte[(int) (11 * Files.size(video))]), "");
        problem(beyond, 413, "FILE_TOO_LARGE");
        assertThat(client.upload(video, "again.mp4").statusCode()).isEqualTo(202);
    }
}
