package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.LargeVideo;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.core.support.FileServer;
import tools.jackson.databind.JsonNode;

/** Videos that are named by their URL. */
class UrlInputEndToEndIT {
    private static final int PADDING = 300_000_000;
    private static final int MOST_SOUND = 1_500_000;

    @TempDir
    Path folder;

    private FileServer files;

    @BeforeEach
    void serveFiles() throws Exception {
        files = new FileServer();
    }

    @AfterEach
    void stop() {
        files.close();
    }

    private SoundliftProcess serve() throws Exception {
        return SoundliftProcess.serve(folder.resolve("data"), "--url-allowed-networks", "127.0.0.1");
    }

    private static HttpResponse<byte[]> fetch(Client client, String url, String query, String... headers)
            throws Exception {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Content-Type";
        all[1] = "application/json";
        return client.send("POST", "/convert" + query, BodyPublishers.ofString("{\"url\": \"" + url + "\"}"), all);
    }

    private static JsonNode completed(Client client, String job) throws Exception {
        JsonNode status = client.ended(job);
        assertThat(status.required("status").stringValue())
                .as(status.toString())
                .isEqualTo("completed");
        return status;
    }

    @Test
    void soundAloneIsFetchedOfALargeVideo() throws Exception {
        Path video = LargeVideo.of(Media.video(folder, 20), folder.resolve("large.mp4"), PADDING);
        try (SoundliftProcess server = serve()) {
            Client client = new Client(server);
            String url =
                    files.serve("/a%20sermon.mp4".replace("%20", " "), video).replace(" ", "%20");
            JsonNode status = completed(client, Client.jobId(fetch(client, url, "")));
            assertThat(files.sentBytes()).isLessThan(MOST_SOUND);
            JsonNode source = status.required("source");
            assertThat(source.required("filename").stringValue()).isEqualTo("a sermon.mp4");
            assertThat(source.required("original_bytes").longValue()).isEqualTo(Files.size(video));
            assertThat(source.required("original_seconds").doubleValue()).isBetween(19.9, 20.1);
            assertThat(source.has("fetched_bytes")).isFalse();

            String uploaded = Client.jobId(client.upload(BodyPublishers.ofFile(video), "?filename=a%20sermon.mp4"));
            assertThat(status.required("result").required("sha256"))
                    .isEqualTo(completed(client, uploaded).required("result").required("sha256"));
        }
    }

    /** A video of eight seconds whose pictures are 160 kB each. */
    private Path interleaved(String name, int tracks) throws Exception {
        List<String> inputs = new ArrayList<>(List.of("-f", "lavfi", "-i", "mandelbrot=s=1280x720:r=25"));
        List<String> maps = new ArrayList<>(List.of("-map", "0:v"));
        for (int track = 1; track <= tracks; track++) {
            inputs.addAll(List.of("-f", "lavfi", "-i", "sine=f=" + 300 * track));
            maps.addAll(List.of("-map", track + ":a"));
        }
        maps.addAll(List.of("-c:v", "mjpeg", "-q:v", "1", "-c:a", "pcm_s16le", "-t", "8"));
        return Media.make(folder.resolve(name), inputs, maps.toArray(String[]::new));
    }

    @Test
    void soundBetweenPicturesIsFetchedInItsOrder() throws Exception {
        Path one = interleaved("one.mov", 1);
        Path two = interleaved("two.mov", 2);
        try (SoundliftProcess server = serve()) {
            Client client = new Client(server);
            JsonNode status = completed(client, Client.jobId(fetch(client, files.serve("/v.mov", one), "")));
            assertThat(files.sentBytes()).isLessThan(Files.size(one) / 15);
            String uploaded = Client.jobId(client.upload(BodyPublishers.ofFile(one), "?filename=v.mov"));
            assertThat(status.required("result").required("sha256"))
                    .isEqualTo(completed(client, uploaded).required("result").required("sha256"));

            JsonNode both = completed(client, Client.jobId(fetch(client, files.serve("/two.mov", two), "?track=all")));
            assertThat(both.required("result").required("tracks").size()).isEqualTo(2);
            assertThat(both.required("source").required("bytes").longValue()).isEqualTo(Files.size(two));
        }
    }

    @Test
    void mp3ComesAsTheAnswer() throws Exception {
        try (SoundliftProcess server = serve()) {
            Client client = new Client(server);
            files.withoutRanges();
            Path video = Media.video(folder, 3);
            String url = files.serve("/v.mp4", video);
            HttpResponse<byte[]> mp3 = fetch(client, url, "?wait=60", "Accept", "audio/mpeg");
            assertThat(mp3.statusCode()).as(Client.text(mp3)).isEqualTo(200);
            Path file = Files.write(folder.resolve("v.mp3"), mp3.body());
            assertThat(Media.samples(file)).isEqualTo(3 * 44_100);

            files.forget("/v.mp4");
            String job = Client.jobId(fetch(client, url, ""));
            JsonNode error = await().atMost(Duration.ofSeconds(60))
                    .until(() -> Client.json(client.get("/status/" + job)).required("error"), found -> !found.isNull());
            assertThat(error.required("code").stringValue()).isEqualTo("URL_UNREACHABLE");
            assertThat(error.required("detail").stringValue()).endsWith("answers 404.");
            files.serve("/v.mp4", video);
            assertThat(client.post("/jobs/" + job + "/retry").statusCode()).isEqualTo(202);
            completed(client, job);
        }
    }

    @Test
    void anotherProcessBeginsAgainAfterACrash() throws Exception {
        Path video = LargeVideo.of(Media.video(folder, 3), folder.resolve("large.mp4"), PADDING);
        String url = files.serve("/v.mp4", video);
        final String job;
        try (SoundliftProcess server = serve()) {
            files.slow(5_000_000);
            Client client = new Client(server);
            job = Client.jobId(fetch(client, url, "?track=1"));
            await().until(() -> Client.json(client.get("/status/" + job))
                            .required("source")
                            .required("fetched_bytes")
                            .longValue()
                    > 0);
            server.kill();
        }
        files.slow(0);
        try (SoundliftProcess server = serve()) {
            Client client = new Client(server);
            JsonNode status = completed(client, job);
            assertThat(status.required("source").required("bytes").longValue()).isEqualTo(Files.size(video));
        }
    }

    @Test
    void machinesOfTheOperatorAreNotReached() throws Exception {
        String url = files.serve("/v.mp4", Media.video(folder, 1));
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"))) {
            Client client = new Client(server);
            JsonNode error = client.ended(Client.jobId(fetch(client, url, ""))).required("error");
            assertThat(error.required("code").stringValue()).isEqualTo("URL_UNREACHABLE");
            assertThat(error.required("detail").stringValue()).endsWith("is no public address.");
            assertThat(files.requests()).isZero();
        }
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"), "--url-input", "off")) {
            Client client = new Client(server);
            Client.problem(fetch(client, url, ""), 422, "INVALID_OPTION");
            assertThat(Client.json(client.get("/limits")).required("takes_urls").booleanValue())
                    .isFalse();
        }
    }
}
