package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import java.io.RandomAccessFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.PrivateNginx;
import org.soundlift.app.support.SoundliftProcess;

/** Soundlift behind nginx: with the file of {@code deploy/proxy}, and with nginx's defaults. */
@Timeout(180)
class ProxyEndToEndIT {
    private static final long LARGE_BYTES = 500_000_000;

    @TempDir
    static Path folder;

    private static SoundliftProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = SoundliftProcess.serve(folder.resolve("data"), "--public-url", "https://sound.example.org");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The host name under which users come is the one of the file. */
    private static HttpRequest.Builder request(PrivateNginx nginx, String path) {
        return HttpRequest.newBuilder(URI.create(nginx.url() + path)).header("Host", "sound.example.org");
    }

    @Test
    void documentedFilePassesUploadsEventsAndResumedDownloads() throws Exception {
        Path large = Files.copy(Media.video(folder, 3), folder.resolve("large.mp4"));
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            long free = LARGE_BYTES - file.length();
            file.seek(file.length());
            file.writeInt((int) free);
            file.writeBytes("free");
            file.setLength(LARGE_BYTES);
        }
        HttpClient http = HttpClient.newHttpClient(); // Closing it would wait for the end of the stream of events.
        try (PrivateNginx nginx = PrivateNginx.documented(folder, server.local())) {
            Queue<String> events = new ConcurrentLinkedQueue<>();
            HttpResponse<Stream<String>> stream =
                    http.send(request(nginx, "/jobs/events").build(), HttpResponse.BodyHandlers.ofLines());
            Thread.ofVirtual().start(() -> {
                try (Stream<String> lines = stream.body()) {
                    lines.filter(line -> line.startsWith("event: ")).forEach(events::add);
                } catch (java.io.UncheckedIOException closed) {
                    events.add("closed");
                }
            });
            HttpResponse<String> accepted = http.send(
                    request(nginx, "/convert?filename=large.mp4")
                            .POST(HttpRequest.BodyPublishers.ofFile(large))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            assertThat(accepted.body()).contains("https://sound.example.org/status/");
            await().until(() -> events.contains("event: job.completed"));
            assertThat(events).contains("event: job.queued");

            String path =
                    accepted.headers().firstValue("Location").orElseThrow().replace("/status/", "/download/") + ".mp3";
            byte[] whole = http.send(request(nginx, path).build(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            HttpResponse<byte[]> rest = http.send(
                    request(nginx, path).header("Range", "bytes=10000-").build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            assertThat(rest.statusCode()).isEqualTo(206);
            assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(whole, 10_000, whole.length));
        } finally {
            http.shutdownNow();
        }
    }

    @Test
    void refusalOfAProxyWithDefaultsIsToldApart() throws Exception {
        Path video = Media.make(
                folder.resolve("two megabytes.m4a"),
                java.util.List.of("-f", "lavfi", "-i", "anoisesrc=d=60"),
                "-b:a",
                "320k");
        try (SoundliftProcess open = SoundliftProcess.serve(folder.resolve("open"));
                PrivateNginx nginx = PrivateNginx.withDefaults(folder, open.local());
                Chromium chromium = new Chromium()) {
            Page page = chromium.browser().newPage();
            page.navigate(nginx.url());
            page.setInputFiles("#files", video);
            assertThat(page.locator(".card")).containsText("A proxy in front of Soundlift refuses files of this size.");
        }
    }
}
