package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Cluster;
import org.soundlift.app.support.Media;
import tools.jackson.databind.JsonNode;

/** Everything as separate processes, while a converter and the broker are killed. */
class DistributedEndToEndIT {
    private static final int JOBS = 200;
    private static final String PASSWORD = "kitchen window blue";
    private static final List<String> USERS = List.of("ada@example.org", "bob@example.org");
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @TempDir
    Path folder;

    /** A job that was accepted. */
    private record Accepted(String id, String user, int seconds) {}

    /** Returns the samples of sound in the video of so many seconds. */
    private final Map<Integer, Long> samples = new HashMap<>();

    @Test
    void everyJobIsDoneAndToldOnceThoughConverterAndBrokerAreKilled() throws Exception {
        try (Cluster cluster = new Cluster(folder)) {
            cluster.startAuth(PASSWORD, USERS.toArray(String[]::new));
            List<Client> gateways = List.of(
                    cluster.startGateway("gateway-1", "--sweep-after", "15s"),
                    cluster.startGateway("gateway-2", "--sweep-after", "15s"));
            for (String name : List.of("converter-1", "converter-2", "converter-3")) {
                cluster.startConverter(name);
            }
            cluster.startNotification();
            Map<String, String[]> sessions = new HashMap<>();
            for (String user : USERS) {
                sessions.put(user, Cluster.login(gateways.getFirst(), user, PASSWORD));
            }

            Map<String, Accepted> accepted = new ConcurrentHashMap<>();
            try (ExecutorService uploaders = Executors.newFixedThreadPool(4)) {
                List<Future<?>> uploads = new ArrayList<>();
                List<Path> videos = videos();
                for (int i = 0; i < JOBS; i++) {
                    Client gateway = gateways.get(i / 2 % 2);
                    String user = USERS.get(i % 2);
                    int seconds = 1 + i % videos.size();
                    uploads.add(uploaders.submit(() -> {
                        String id = Client.jobId(
                                gateway.upload(videos.get(seconds - 1), "talk.mp4", session(sessions, user)));
                        accepted.put(id, new Accepted(id, user, seconds));
                        return null;
                    }));
                }
                await().atMost(PATIENCE).until(() -> mails(cluster) > 30);
                assertThat(messages(cluster)).as("there is work in the queue").isPositive();
                cluster.process("converter-2").kill();
                await().atMost(PATIENCE).until(() -> mails(cluster) > 50);
                assertThat(messages(cluster)).as("there is work in the queue").isPositive();
                cluster.broker.kill();
                String whileAway = Client.jobId(
                        gateways.getLast().upload(videos.getFirst(), "away.mp4", session(sessions, USERS.getFirst())));
                accepted.put(whileAway, new Accepted(whileAway, USERS.getFirst(), 1));
                assertThat(gateways.getFirst().get("/health/ready").statusCode())
                        .as("who uploads does not need the broker")
                        .isEqualTo(200);
                cluster.broker.restart();
                cluster.startConverter("converter-2");
                for (Future<?> upload : uploads) {
                    upload.get();
                }
            }
            assertThat(accepted).hasSize(JOBS + 1);

            int gateway = 0;
            for (Accepted job : accepted.values()) {
                Client asked = gateways.get(gateway++ % 2);
                JsonNode status = ended(asked, job.id(), session(sessions, job.user()));
                assertThat(status.required("status").stringValue())
                        .as(status.toString())
                        .isEqualTo("completed");
                requireLength(gateways.get(gateway % 2), job, session(sessions, job.user()));
            }
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(mails(cluster)).isEqualTo(JOBS + 1));
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(messages(cluster)).isZero());
            requireOneMailEach(cluster, accepted.values().stream().toList());
            await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> requireNoOrphans(cluster, accepted.keySet()));
        }
    }

    private static String[] session(Map<String, String[]> sessions, String user) {
        return Objects.requireNonNull(sessions.get(user), user);
    }

    private List<Path> videos() throws IOException, InterruptedException {
        List<Path> videos = new ArrayList<>();
        for (int seconds = 1; seconds <= 5; seconds++) {
            Path video = Media.video(folder, seconds);
            videos.add(video);
            samples.put(seconds, seconds * 44_100L);
        }
        return videos;
    }

    private static JsonNode ended(Client gateway, String job, String[] session) throws Exception {
        for (int i = 0; i < 20; i++) {
            HttpResponse<byte[]> response = gateway.get("/status/" + job + "?wait=30", session);
            assertThat(response.statusCode()).as(Client.text(response)).isEqualTo(200);
            JsonNode status = Client.json(response);
            if (!status.required("finished_at").isNull()) {
                return status;
            }
        }
        throw new AssertionError("job " + job + " does not end");
    }

    /** Every eighth is decoded, and has as many samples as the tables of the video say; the others are believed to. */
    private void requireLength(Client gateway, Accepted job, String[] session) throws Exception {
        HttpResponse<byte[]> mp3 = gateway.get("/download/" + job.id() + ".mp3", session);
        assertThat(mp3.statusCode()).isEqualTo(200);
        long expected = Objects.requireNonNull(samples.get(job.seconds()));
        if (job.id().charAt(0) < '2') {
            assertThat(Media.samples(Files.write(folder.resolve("result.mp3"), mp3.body())))
                    .isEqualTo(expected);
        }
        double seconds = Client.json(gateway.get("/status/" + job.id(), session))
                .required("result")
                .required("seconds")
                .doubleValue();
        assertThat(seconds).isEqualTo(expected / 44_100.0, within(1e-4));
    }

    private static int mails(Cluster cluster) {
        return cluster.mail.getReceivedMessages().length;
    }

    private static void requireOneMailEach(Cluster cluster, List<Accepted> accepted) throws Exception {
        Set<String> ids = new TreeSet<>();
        Map<String, String> recipients = new HashMap<>();
        accepted.forEach(job -> recipients.put(job.id(), job.user()));
        for (MimeMessage mail : cluster.mail.getReceivedMessages()) {
            String job = mail.getMessageID().substring(1, 33);
            assertThat(ids.add(job)).as("one mail about " + job).isTrue();
            assertThat(mail.getRecipients(Message.RecipientType.TO)[0].toString())
                    .isEqualTo(recipients.get(job));
            assertThat(mail.getSubject()).startsWith("Your MP3 is ready");
        }
        assertThat(ids).isEqualTo(new TreeSet<>(recipients.keySet()));
    }

    /** In all queues, those of dead letters and of retries too. */
    private static long messages(Cluster cluster) throws Exception {
        String vhost = cluster.amqpUrl().replaceFirst(".*/", "");
        return cluster.broker
                .control("list_queues", "--no-table-headers", "-p", vhost, "messages")
                .lines()
                .mapToLong(Long::parseLong)
                .sum();
    }

    private static void requireNoOrphans(Cluster cluster, Set<String> jobs) {
        try (MongoClient client = MongoClients.create(cluster.mongodbUri())) {
            for (String name : List.of("videos", "mp3s")) {
                MongoDatabase database = client.getDatabase(name);
                Set<String> files = new TreeSet<>();
                Set<Object> fileIds = new java.util.HashSet<>();
                database.getCollection("fs.files").find().forEach(file -> {
                    files.add(file.getString("filename").replaceFirst("\\..*", ""));
                    fileIds.add(file.get("_id"));
                });
                assertThat(files).as(name).isEqualTo(new TreeSet<>(jobs));
                assertThat(fileIds).as("one version of each").hasSameSizeAs(files);
                database.getCollection("fs.chunks")
                        .find()
                        .projection(new org.bson.Document("files_id", 1))
                        .forEach(chunk -> assertThat(fileIds).contains(chunk.get("files_id")));
                assertThat(database.getCollection("fs.unfinished").countDocuments())
                        .isZero();
            }
        }
    }
}
