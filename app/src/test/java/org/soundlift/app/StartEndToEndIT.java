package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.core.support.PrivateMariaDb;
import org.soundlift.core.support.PrivateServers;
import org.soundlift.storage.support.PrivateMongo;

/** A process that starts before the servers that it needs. */
class StartEndToEndIT {
    @TempDir
    Path folder;

    @Test
    void waitsForDatabaseAndStore() throws Exception {
        int mongoPort = PrivateServers.freePort();
        int port = PrivateServers.freePort();
        Client client = new Client("http://127.0.0.1:" + port);
        try (PrivateMariaDb database = PrivateMariaDb.start(folder)) {
            String url = database.newDatabase();
            database.kill();
            String mongo = "mongodb://127.0.0.1:" + mongoPort + "/?serverSelectionTimeoutMS=500";
            List<String> flags = List.of(
                    "--database-url",
                    url,
                    "--storage",
                    "gridfs",
                    "--mongodb-uri-file",
                    file("mongodb-uri", mongo).toString());
            try (SoundliftProcess process = SoundliftProcess.waitingService(
                    "gateway", port, folder.resolve("data"), flags.toArray(String[]::new))) {
                requireWaiting(process, client, "database mariadb", "SOUNDLIFT_DATABASE_URL");
                HttpResponse<byte[]> upload = client.upload(Media.video(folder, 1), "talk.mp4");
                assertThat(upload.statusCode()).isEqualTo(503);
                assertThat(Client.text(upload)).contains("\"UNAVAILABLE\"", "\"retryable\":true");
                assertThat(upload.headers().firstValue("Retry-After")).isPresent();
                database.restart();
                requireWaiting(process, client, "storage gridfs", "MongoDB at [127.0.0.1:" + mongoPort + "]");
                PrivateMongo server = PrivateMongo.start(folder, mongoPort);
                try {
                    process.awaitReady();
                    assertThat(client.get("/health/ready").statusCode()).isEqualTo(200);
                    assertThat(process.output()).doesNotContain("\tat ");
                    String job = client.accepted(Media.video(folder, 1));
                    assertThat(client.ended(job).required("status").stringValue())
                            .isEqualTo("completed");
                } finally {
                    server.kill();
                }
            }
        }
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static void requireWaiting(SoundliftProcess process, Client client, String part, String reason) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
            HttpResponse<byte[]> ready = client.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(Client.text(ready))
                    .contains("{\"name\":\"" + part + "\",\"ready\":false,\"status\":\"failing\"}");
            assertThat(process.output()).contains(part + " can't be started yet", reason);
        });
    }

    @Test
    void endsWhileItWaits() throws Exception {
        int port = PrivateServers.freePort();
        try (SoundliftProcess process = SoundliftProcess.waitingService(
                "gateway",
                port,
                folder.resolve("data"),
                "--database-url",
                "jdbc:mariadb://127.0.0.1:" + PrivateServers.freePort() + "/soundlift")) {
            requireWaiting(process, new Client("http://127.0.0.1:" + port), "database mariadb", "can't be used");
            process.terminate();
            assertThat(process.output()).doesNotContain("Could not end cleanly", "Exception");
        }
    }

    /** A gateway takes uploads while its broker is away, and its health says so. */
    @Test
    void gatewayTakesVideosWithoutItsBroker() throws Exception {
        Path amqp = file("amqp-url", "amqp://guest:guest@127.0.0.1:" + PrivateServers.freePort() + "/");
        try (SoundliftProcess gateway = SoundliftProcess.service(
                "gateway",
                0,
                folder.resolve("data"),
                "--queue",
                "rabbitmq",
                "--amqp-url-file",
                amqp.toString(),
                "--media-folder",
                folder.resolve("media").toString())) {
            Client client = new Client(gateway);
            HttpResponse<byte[]> ready = client.get("/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(Client.text(ready))
                    .contains("{\"name\":\"queue rabbitmq\",\"ready\":true,\"status\":\"degraded\"}");
            String job = client.accepted(Media.video(folder, 1));
            assertThat(Client.text(client.get("/status/" + job))).contains("\"queued\"");
        }
    }
}
