package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Cluster;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.Pieces;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two gateways and what stands behind them, each in a process of its own. */
class ServicesEndToEndIT {
    private static final String ADA = "ada@example.org";
    private static final String PASSWORD = "kitchen window blue";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static Client first;
    private static Client second;
    private static String[] session;

    @BeforeAll
    static void start() throws Exception {
        cluster = new Cluster(folder);
        Path secret = Files.writeString(folder.resolve("webhook-secret"), "a secret of the test");
        cluster.startAuth(PASSWORD, ADA);
        first = cluster.startGateway("gateway-1", "--webhook-secret-file", secret.toString());
        second = cluster.startGateway("gateway-2", "--webhook-secret-file", secret.toString());
        cluster.startConverter("converter-1", "--drain-timeout", "1s");
        session = Cluster.login(first, ADA, PASSWORD);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static String accepted(Client gateway, Path video) throws Exception {
        return Client.jobId(gateway.upload(video, "talk.mp4", session));
    }

    private static JsonNode status(Client gateway, String job) throws Exception {
        return Client.json(gateway.get("/status/" + job, session));
    }

    /** Looks often: on a fast machine, {@code processing} doesn't last. */
    private static void requireStatus(Client gateway, String job, String expected) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(status(gateway, job).required("status").stringValue())
                                .isEqualTo(expected));
    }

    @Test
    void piecesOfAnUploadComeThroughBothGateways() throws Exception {
        byte[] file = Pieces.padded(Media.video(folder, 2), 12_000_000);
        String path = new Pieces(first, session).begin("pieces.mp4", file.length);
        long at = 0;
        for (int piece = 100_000; at < file.length; piece = piece * 3) {
            Pieces gateway = new Pieces(at % 2 == 0 ? second : first, session);
            assertThat(gateway.offset(path)).isEqualTo(at);
            int length = (int) Math.min(piece + 1, file.length - at);
            assertThat(gateway.send(path, BodyPublishers.ofByteArray(file, (int) at, length), at)
                            .statusCode())
                    .isEqualTo(204);
            at += length;
        }
        requireStatus(first, Pieces.job(path), "completed");
    }

    @Test
    void administratorWorksOnProcessesOfTheirOwn() throws Exception {
        cluster.addAdministrator("root@example.org", PASSWORD);
        cluster.addAdministrator("leaves@example.org", PASSWORD);
        String[] root = Cluster.login(first, "root@example.org", PASSWORD);
        String[] leaves = Cluster.login(first, "leaves@example.org", PASSWORD);
        String job = Client.jobId(second.upload(Media.video(folder, 2), "inherited.mp4", leaves));
        await().atMost(PATIENCE)
                .until(() -> Client.text(second.get("/status/" + job, leaves)).contains("\"completed\""));

        JsonNode converter = await().atMost(PATIENCE)
                .until(
                        () -> Client.json(second.get("/admin/converters", root))
                                .path("converters")
                                .path(0),
                        found -> found.has("ffmpeg"));
        assertThat(converter.required("slots").intValue()).isOne();
        String path = "/admin/converters/" + converter.required("id").stringValue();
        assertThat(post(path + "/drain", "", root).statusCode()).isEqualTo(202);
        awaitDraining(root, true);
        assertThat(post(path + "/resume", "", root).statusCode()).isEqualTo(202);
        awaitDraining(root, false);
        assertThat(Client.text(first.get("/admin/dead-letters", root))).contains("dead_letters");

        HttpResponse<byte[]> given =
                post("/admin/accounts/leaves@example.org/hand-over", "{\"to\":\"root@example.org\"}", root);
        assertThat(Client.json(given).required("jobs").intValue()).isOne();
        assertThat(first.send("DELETE", "/admin/accounts/leaves@example.org", BodyPublishers.noBody(), root)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Client.text(first.get("/admin/jobs?owner=root@example.org", root)))
                .contains(job);
        assertThat(first.get("/jobs", leaves).statusCode()).isEqualTo(401);
        assertThat(Client.text(first.get("/admin/audit", root)))
                .contains("account.hand_over", "account.delete", "converter.drain");
    }

    private static HttpResponse<byte[]> post(String path, String body, String... headers) throws Exception {
        return first.send("POST", path, BodyPublishers.ofString(body), headers);
    }

    /** Each gateway hears of it. */
    private static void awaitDraining(String[] root, boolean draining) {
        for (Client gateway : List.of(first, second)) {
            await().atMost(PATIENCE)
                    .until(() ->
                            Client.text(gateway.get("/admin/converters", root)).contains("\"draining\":" + draining));
        }
    }

    /** As programs of the tutorial system do: AMQP and JSON, and nothing of ours. */
    @Test
    void programsOfOthersReadTheMp3Queue() throws Exception {
        Path video = Media.video(folder, 2);
        String job = accepted(first, video);
        requireStatus(second, job, "completed");
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(cluster.amqpUrl());
        try (Connection connection = factory.newConnection();
                var channel = connection.createChannel()) {
            JsonNode found = await().atMost(PATIENCE)
                    .until(() -> messageAbout(job, channel.basicGet("mp3", true)), m -> m != null);
            assertThat(found.required("username").stringValue()).isEqualTo(ADA);
            String fid = found.required("mp3_fid").stringValue();
            HttpResponse<byte[]> mp3 = second.get("/download?fid=" + fid, session);
            assertThat(mp3.statusCode()).isEqualTo(200);
            assertThat(Media.samples(Files.write(folder.resolve("fid.mp3"), mp3.body())))
                    .isEqualTo(2 * 44_100);
        }
    }

    private static @org.jspecify.annotations.Nullable JsonNode messageAbout(
            String job, @org.jspecify.annotations.Nullable GetResponse message) {
        if (message == null) {
            return null;
        }
        JsonNode json = JsonMapper.builder().build().readTree(message.getBody());
        return json.required("job_id").stringValue().equals(job) ? json : null;
    }

    @Test
    void eventsReachTheGatewayThatDidNotTakeTheVideo() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(second.url() + "/jobs/events"))
                .headers(session)
                .build();
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (InputStream events = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            Thread.ofVirtual().start(() -> {
                try (var reader = new java.io.BufferedReader(new java.io.InputStreamReader(events, UTF_8))) {
                    reader.lines().forEach(lines::add);
                } catch (java.io.IOException | java.io.UncheckedIOException closed) {
                    // The test has read enough.
                }
            });
            String job = accepted(first, Media.video(folder, 3));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(lines).anyMatch(line -> line.contains(job) && line.contains("\"queued\""));
                assertThat(lines).contains("event: job.completed");
                assertThat(lines).anyMatch(line -> line.contains(job) && line.contains("\"completed\""));
            });
        }
    }

    @Test
    void jobIsCanceledAtTheOtherGateway() throws Exception {
        String job = accepted(first, Media.longAudio(folder, 600));
        requireStatus(second, job, "processing");
        assertThat(second.send("POST", "/jobs/" + job + "/cancel", BodyPublishers.noBody(), session)
                        .statusCode())
                .isEqualTo(200);
        assertThat(status(first, job).required("status").stringValue()).isEqualTo("canceled");
        String next = accepted(second, Media.video(folder, 1));
        requireStatus(first, next, "completed");
    }

    @Test
    void convertersGiveBackWhatTheyCanNotFinish() throws Exception {
        String job = accepted(first, Media.longAudio(folder, 40));
        requireStatus(first, job, "processing");
        cluster.process("converter-1").terminate();
        assertThat(cluster.process("converter-1").output()).doesNotContain("Could not end cleanly");
        cluster.startConverter("converter-1", "--drain-timeout", "1s");
        requireStatus(second, job, "completed");
    }

    @Test
    void eachServiceTellsItsHealthAndMetrics() throws Exception {
        for (String name : new String[] {"auth", "gateway-1", "converter-1"}) {
            Client service = new Client(cluster.process(name));
            assertThat(service.get("/health/live").statusCode()).as(name).isEqualTo(200);
            assertThat(Client.text(service.get("/health/ready"))).as(name).contains("\"status\":\"ready\"");
            assertThat(Client.text(service.get("/metrics"))).as(name).contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void convertersCountWhatTheyDo() throws Exception {
        requireStatus(first, accepted(first, Media.silentMovie(folder)), "failed");
        requireStatus(first, accepted(first, Media.video(folder, 1)), "completed");
        Client converter = new Client(cluster.process("converter-1"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Client.text(converter.get("/metrics")))
                        .contains("soundlift_conversions_running 0")
                        .contains("soundlift_conversion_seconds_count{result=\"completed\"}")
                        .contains("soundlift_conversion_seconds_count{result=\"NO_AUDIO_TRACK\"}"));
    }

    @Test
    void programsAreToldByWebhook() throws Exception {
        Queue<String> bodies = new ConcurrentLinkedQueue<>();
        HttpServer receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            bodies.add(exchange.getRequestURI() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/all") ? 410 : 204, -1);
            exchange.close();
        });
        receiver.start();
        String base = "http://127.0.0.1:" + receiver.getAddress().getPort();
        try {
            cluster.startNotification(
                    "--webhook-secret-file",
                    folder.resolve("webhook-secret").toString(),
                    "--webhook-allowed-networks",
                    "127.0.0.0/8");
            HttpResponse<byte[]> set =
                    first.send("PUT", "/webhook", BodyPublishers.ofString("{\"url\":\"" + base + "/all\"}"), session);
            assertThat(Client.json(set).required("secret").stringValue()).startsWith("whsec_");
            Path video = Media.video(folder, 1);
            String ofAccount = accepted(second, video);
            String ofJob = Client.jobId(
                    second.upload(BodyPublishers.ofFile(video), "?callback_url=" + base + "/one", session));
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(bodies).anyMatch(body -> body.startsWith("/all ") && body.contains(ofAccount));
                assertThat(bodies).anyMatch(body -> body.startsWith("/one ") && body.contains(ofJob));
            });
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Client.json(second.get("/webhook", session))
                                    .required("disabled")
                                    .booleanValue())
                            .isTrue());
            assertThat(Client.text(
                            first.upload(BodyPublishers.ofFile(video), "?callback_url=ftp://example.org", session)))
                    .contains("INVALID_OPTION", "callback_url");
        } finally {
            cluster.process("notification").close(); // Another test reads the queue itself.
            receiver.stop(0);
        }
    }
}
