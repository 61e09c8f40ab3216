package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Cluster;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.app.support.TraceCollector;
import org.soundlift.app.support.TraceCollector.Recorded;

/** One id from the upload to the download: in answers, messages, logs, and in the traces of all services. */
class TracesEndToEndIT {
    private static final String ADA = "ada@example.org";
    private static final String PASSWORD = "kitchen window blue";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    @Test
    void traceGoesThroughAllServices() throws Exception {
        try (TraceCollector collector = new TraceCollector();
                Cluster cluster = new Cluster(folder)) {
            String[] traced = {"--otlp-endpoint", collector.url()};
            cluster.startAuth(PASSWORD, ADA);
            Client gateway = cluster.startGateway("gateway", traced);
            String[] ada = Cluster.login(gateway, ADA, PASSWORD);
            HttpResponse<byte[]> upload = gateway.upload(Media.video(folder, 2), "traced.mp4", ada);
            String job = Client.jobId(upload);
            String id = upload.headers().firstValue("X-Request-ID").orElseThrow();
            assertThat(waitingMessage(cluster)).contains("\"traceparent\":\"00-" + id + "-");

            cluster.startConverter("converter", traced);
            cluster.startNotification(traced);
            await().atMost(PATIENCE)
                    .until(() -> Client.text(gateway.get("/status/" + job, ada)).contains("\"completed\""));
            HttpResponse<byte[]> download = gateway.get("/download/" + job + ".mp3", ada);
            String second = download.headers().firstValue("X-Request-ID").orElseThrow();

            await().atMost(PATIENCE).untilAsserted(() -> {
                List<Recorded> ofJob = collector.all().stream()
                        .filter(span -> span.traceId().equals(id))
                        .toList();
                assertThat(ofJob)
                        .extracting(span -> span.service() + ": " + span.name())
                        .contains(
                                "soundlift-gateway: POST /convert",
                                "soundlift-converter: process video",
                                "soundlift-gateway: process ledger",
                                "soundlift-notification: process mp3");
                String root = ofJob.stream()
                        .filter(span -> span.name().equals("POST /convert"))
                        .findFirst()
                        .orElseThrow()
                        .spanId();
                assertThat(ofJob)
                        .filteredOn(span -> span.name().startsWith("process"))
                        .allMatch(span -> span.parent().equals(root));
                assertThat(collector.all())
                        .filteredOn(span -> span.traceId().equals(second))
                        .singleElement()
                        .satisfies(span -> assertThat(span.links()).containsExactly(id));
            });
            assertThat(cluster.process("converter").output())
                    .containsPattern("traced.mp4 of " + ADA + ".*\\[request " + id + "]");
        }
    }

    /** Looks at it, and gives it back. */
    private static String waitingMessage(Cluster cluster) throws Exception {
        ConnectionFactory broker = new ConnectionFactory();
        broker.setUri(cluster.amqpUrl());
        try (Connection connection = broker.newConnection();
                var channel = connection.createChannel()) {
            GetResponse message =
                    await().atMost(PATIENCE).until(() -> channel.basicGet("video", false), got -> got != null);
            channel.basicNack(message.getEnvelope().getDeliveryTag(), false, true);
            return new String(message.getBody(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void collectorThatIsAwayHarmsNothing() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(
                folder.resolve("data"), "--otlp-endpoint", "http://127.0.0.1:9", "--log-format", "json")) {
            Client client = new Client(server.url().replace("\\/", "/")); // As JSON may have it.
            HttpResponse<byte[]> upload = client.upload(Media.video(folder, 2), "untraced.mp4");
            String id = upload.headers().firstValue("X-Request-ID").orElseThrow();
            client.ended(Client.jobId(upload));
            assertThat(server.output())
                    .containsPattern(
                            "\"request_id\":\"" + id + "\".*untraced.mp4|untraced.mp4.*\"request_id\":\"" + id + "\"");
            await().atMost(PATIENCE).until(() -> server.output().contains("Traces are lost"));
            client.get("/limits");
            await().pollDelay(Duration.ofSeconds(7))
                    .untilAsserted(() -> assertThat(server.output().split("Traces are lost", -1))
                            .as("a batch goes every 5 s")
                            .hasSize(2));
            assertThat(server.output().lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
    }
}
