package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.app.support.Client.problem;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** The HTTP interface as users meet it: the packaged jar, real videos. */
class HttpContractEndToEndIT {
    @TempDir
    static Path folder;

    private static Path video;
    private static SoundliftProcess server;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        video = Media.video(folder, 3);
        server = SoundliftProcess.serve(folder.resolve("data"), "--max-upload-bytes", "50MB", "--retention", "1h");
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void readyLineTellsAddressAndParts() {
        assertThat(server.readyLine()).contains("http://localhost:", "storage filesystem", "queue sql", "ffmpeg");
    }

    @Test
    void theCurlLinesWorkAsWritten() throws Exception {
        String base = client.url();
        String answer = Media.run("curl", "-s", "-X", "POST", "-F", "file=@" + video, base + "/convert");
        assertThat(answer).contains("\"status\":\"queued\"", "\"message\":\"Conversion job submitted successfully.\"");
        String job = answer.replaceFirst(".*\"job_id\":\"([0-9a-f]{32})\".*", "$1");
        assertThat(answer).contains("\"status_url\":\"" + base + "/status/" + job);
        await().until(() ->
                Media.run("curl", "-s", base + "/status/" + job).contains("\"message\":\"Conversion completed.\""));
        Path mp3 = folder.resolve(job + ".mp3");
        Media.run("sh", "-c", "cd " + folder + " && curl -s -O " + base + "/download/" + job + ".mp3");
        assertThat(Media.samples(mp3)).isBetween(3 * 44_100L - 1_152, 3 * 44_100L + 1_152);
        Path byFid = folder.resolve("out.mp3");
        Media.run("curl", "-s", "--output", byFid.toString(), "-X", "GET", base + "/download?fid=" + job);
        assertThat(byFid).hasSameBinaryContentAs(mp3);
        assertThat(Media.run("curl", "-s", "-T", video.toString(), "-X", "POST", base + "/upload?filename=x.mp4"))
                .contains("\"status\":\"queued\"");
    }

    @Test
    void statusTellsEverything() throws Exception {
        String job = client.accepted(video);
        JsonNode status = client.ended(job);
        assertThat(status.propertyNames())
                .containsExactly(
                        "job_id",
                        "status",
                        "message",
                        "revision",
                        "progress",
                        "seconds_left",
                        "queue_position",
                        "created_at",
                        "started_at",
                        "finished_at",
                        "source",
                        "options",
                        "result",
                        "error",
                        "download_url");
        assertThat(status.required("progress").doubleValue()).isOne();
        assertThat(status.required("source").required("bytes").longValue()).isEqualTo(Files.size(video));
        JsonNode result = status.required("result");
        byte[] mp3 = client.get("/download/" + job + ".mp3").body();
        assertThat(result.required("bytes").intValue()).isEqualTo(mp3.length);
        assertThat(result.required("sha256").stringValue()).isEqualTo(sha256(mp3));
        assertThat(result.required("channels").intValue()).isOne();
    }

    private static String sha256(byte[] bytes) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void optionsStandBeforeOrBehindTheFileOrInTheQuery() throws Exception {
        for (String[] arguments : new String[][] {
            {"-F", "bitrate=96", "-F", "channels=stereo", "-F", "file=@" + video, client.url() + "/convert"},
            {"-F", "file=@" + video, "-F", "bitrate=96", "-F", "channels=stereo", client.url() + "/convert"},
            {"-F", "anything=@" + video, client.url() + "/convert?bitrate=96&channels=stereo"}
        }) {
            List<String> command = new ArrayList<>(List.of("curl", "-s", "-X", "POST"));
            command.addAll(List.of(arguments));
            String job = Media.run(command.toArray(String[]::new)).replaceFirst(".*\"job_id\":\"(\\w+)\".*", "$1");
            JsonNode result = client.ended(job).required("result");
            assertThat(result.required("bitrate").intValue()).isBetween(95_000, 97_000);
            assertThat(result.required("channels").intValue()).isEqualTo(2);
        }
    }

    @Test
    void sameIdempotencyKeyMakesOneJob() throws Exception {
        String first = Client.jobId(client.upload(video, "a.mp4", "Idempotency-Key", "k1"));
        String again = Client.jobId(client.upload(video, "a.mp4", "Idempotency-Key", "k1"));
        String other = Client.jobId(client.upload(video, "a.mp4", "Idempotency-Key", "k2"));
        assertThat(again).isEqualTo(first);
        assertThat(other).isNotEqualTo(first);
        problem(client.upload(video, "a.mp4", "Idempotency-Key", "x".repeat(256)), 400, "INVALID_REQUEST");
    }

    @Test
    void repeatedUploadIsAnsweredAfterItsBody() throws Exception {
        Path large = folder.resolve("large.mp4");
        Media.run("sh", "-c", "cp " + video + " " + large + " && truncate -s 40M " + large);
        String first = Client.jobId(client.upload(large, "large.mp4", "Idempotency-Key", "large"));
        String again = Client.jobId(client.upload(large, "large.mp4", "Idempotency-Key", "large"));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void concurrentUploadsWithOneKeyMakeOneJobAndLeaveOneVideo() throws Exception {
        List<CompletableFuture<String>> answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return Client.jobId(client.upload(video, "a.mp4", "Idempotency-Key", "race"));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(8)
                .toList();
        assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void downloadsInRangesAndUnderConditions() throws Exception {
        String job = Client.jobId(client.upload(video, "Zażółć \"x\".mp4"));
        client.ended(job);
        String path = "/download/" + job + ".mp3";
        HttpResponse<byte[]> whole = client.get(path);
        byte[] bytes = whole.body();
        String etag = whole.headers().firstValue("ETag").orElseThrow();
        assertThat(whole.headers().firstValue("Content-Type")).hasValue("audio/mpeg");
        assertThat(whole.headers().firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(whole.headers().firstValue("Content-Disposition"))
                .hasValue(
                        "attachment; filename=\"Zazoc _x.mp3\"; filename*=UTF-8''Za%C5%BC%C3%B3%C5%82%C4%87%20_x.mp3");
        assertThat(whole.headers().firstValue("Repr-Digest").orElseThrow()).startsWith("sha-256=:");

        HttpResponse<byte[]> part = client.get(path, "Range", "bytes=100-199");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 100, 200));
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 100-199/" + bytes.length);
        assertThat(client.get(path, "Range", "bytes=-10").body())
                .isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 10, bytes.length));
        HttpResponse<byte[]> beyond = client.get(path, "Range", "bytes=" + bytes.length + "-");
        problem(beyond, 416, "RANGE_NOT_SATISFIABLE");
        assertThat(beyond.headers().firstValue("Content-Range")).hasValue("bytes */" + bytes.length);
        assertThat(client.get(path, "Range", "bytes=0-9", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get(path, "Range", "bytes=0-9", "If-Range", etag).statusCode())
                .isEqualTo(206);

        HttpResponse<byte[]> unchanged = client.get(path, "If-None-Match", etag);
        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.body()).isEmpty();
        HttpResponse<byte[]> head = client.send("HEAD", path, BodyPublishers.noBody());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValueAsLong("Content-Length")).hasValue(bytes.length);
    }

    @Test
    void failedJobTellsWhyAndHasNoDownload() throws Exception {
        String job = client.accepted(Media.silentMovie(folder));
        JsonNode status = client.ended(job);
        assertThat(status.required("status").stringValue()).isEqualTo("failed");
        assertThat(status.required("message").stringValue()).isEqualTo("Conversion failed. See logs for details.");
        assertThat(status.required("error").required("code").stringValue()).isEqualTo("NO_AUDIO_TRACK");
        assertThat(status.required("error").required("retryable").booleanValue())
                .isFalse();
        assertThat(problem(client.get("/download/" + job + ".mp3"), 410, "JOB_EXPIRED")
                        .required("detail")
                        .stringValue())
                .contains("NO_AUDIO_TRACK");
    }

    @Test
    void jobsAreListedNewestFirstInPages() throws Exception {
        for (int i = 0; i < 3; i++) {
            client.accepted(video);
        }
        List<String> seen = new ArrayList<>();
        JsonNode page = Client.json(client.get("/jobs?limit=2"));
        while (true) {
            page.required("jobs")
                    .forEach(job -> seen.add(job.required("created_at").stringValue()));
            if (page.required("next_cursor").isNull()) {
                break;
            }
            page = Client.json(client.get(
                    "/jobs?limit=2&cursor=" + page.required("next_cursor").stringValue()));
        }
        assertThat(seen).hasSizeGreaterThanOrEqualTo(3).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        problem(client.get("/jobs?limit=0"), 422, "INVALID_OPTION");
        problem(client.get("/jobs?status=lost"), 422, "INVALID_OPTION");
        problem(client.get("/jobs?cursor=x"), 422, "INVALID_OPTION");
        assertThat(Client.text(client.get("/jobs?cursor=0-" + "0".repeat(32)))).contains("\"jobs\":[]");
    }

    @Test
    void deletedJobIsGoneWithItsFiles() throws Exception {
        String job = client.accepted(video);
        client.ended(job);
        assertThat(filesOf(job)).hasSize(2);
        assertThat(client.send("DELETE", "/jobs/" + job, BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(204);
        assertThat(filesOf(job)).isEmpty();
        assertThat(client.get("/status/" + job).statusCode()).isEqualTo(404);
        problem(client.get("/download/" + job + ".mp3"), 404, "JOB_NOT_FOUND");
        problem(client.post("/jobs/" + job + "/cancel"), 404, "JOB_NOT_FOUND");
    }

    private static List<Path> filesOf(String job) throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("data/media"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(job))
                    .toList();
        }
    }

    @Test
    void canceledJobEndsWithItsProcessWithinASecondAndCanBeRetried() throws Exception {
        String job = client.accepted(Media.longAudio(folder, 60));
        await().until(() -> client.get("/status/" + job).body().length > 0
                && Client.text(client.get("/status/" + job)).contains("\"processing\""));
        problem(client.get("/download/" + job + ".mp3"), 409, "JOB_NOT_COMPLETED");
        problem(client.post("/jobs/" + job + "/retry"), 409, "JOB_NOT_RETRYABLE");
        await().until(() -> server.isConverting(folder.resolve("data")));
        JsonNode canceled = Client.json(client.post("/jobs/" + job + "/cancel"));
        assertThat(canceled.required("status").stringValue()).isEqualTo("canceled");
        await().atMost(1, TimeUnit.SECONDS).until(() -> !server.isConverting(folder.resolve("data")));
        JsonNode retried = Client.json(client.post("/jobs/" + job + "/retry"));
        assertThat(retried.required("status").stringValue()).isEqualTo("queued");
        assertThat(retried.required("queue_position").intValue()).isPositive();
        await().until(() -> Client.text(client.get("/status/" + job)).contains("\"processing\""));
        assertThat(client.send("DELETE", "/jobs/" + job, BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(204);
        await().atMost(1, TimeUnit.SECONDS).until(() -> !server.isConverting(folder.resolve("data")));
    }

    @Test
    void eventsTellFromTheQueueToTheEnd() throws Exception {
        String job = client.accepted(Media.video(folder, 20));
        String events = Client.text(client.get("/jobs/" + job + "/events"));
        assertThat(events).contains("event: job.completed").contains("\"job_id\":\"" + job);
        assertThat(events.trim().lines().filter(line -> line.startsWith("id: ")).toList())
                .isNotEmpty();
        String last = events.replaceAll("(?s).*\nid: (\\d+)\n.*", "$1");
        String afterwards = Client.text(client.get("/jobs/" + job + "/events", "Last-Event-ID", last));
        assertThat(afterwards).doesNotContain("event:");
        assertThat(Client.text(client.get("/jobs/" + job + "/events", "Last-Event-ID", "1")))
                .contains("event: job.completed");
        problem(client.get("/jobs/" + "0".repeat(32) + "/events"), 404, "JOB_NOT_FOUND");
    }

    @Test
    void hundredUploadsAtOnceAllComeOut() throws Exception {
        Path clip = Media.video(folder, 1);
        List<CompletableFuture<String>> jobs = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return client.accepted(clip);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        task -> Thread.ofVirtual().start(task)))
                .limit(100)
                .toList();
        for (CompletableFuture<String> job : jobs) {
            assertThat(client.ended(job.join()).required("status").stringValue())
                    .isEqualTo("completed");
        }
    }

    @Test
    void unknownThingsAreNotFound() throws Exception {
        String text = Client.text(client.get("/status/not-an-id"));
        assertThat(text)
                .startsWith("{\"job_id\":\"not-an-id\",\"status\":\"not_found\",\"message\":\"Job not found.\",");
        String id = "0".repeat(32);
        assertThat(Client.text(client.get("/status/" + id))).isEqualTo(text.replace("not-an-id", id));
        problem(client.get("/nothing"), 404, "NOT_FOUND");
        problem(client.get("/download/" + id + ".mp3"), 404, "JOB_NOT_FOUND");
        problem(client.get("/download/" + id), 404, "JOB_NOT_FOUND");
        problem(client.get("/download"), 404, "JOB_NOT_FOUND");
        problem(client.get("/status/" + id + "?wait=1000"), 422, "INVALID_OPTION");
        HttpResponse<byte[]> wrongMethod = client.send("PUT", "/convert", BodyPublishers.noBody());
        problem(wrongMethod, 405, "METHOD_NOT_ALLOWED");
        assertThat(wrongMethod.headers().firstValue("Allow").orElseThrow()).contains("POST");
    }

    @Test
    void serviceAddressesAnswer() throws Exception {
        assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(Client.text(client.get("/health/ready"))).contains("\"status\":\"ready\"");
        assertThat(Client.text(client.get("/metrics"))).contains("soundlift_uploads_total", "soundlift_queue_waiting");
        for (String path : List.of("/", "/docs", "/openapi.json", "/status/x", "/download/x.mp3", "/app.js")) {
            HttpResponse<byte[]> response = client.get(path);
            assertThat(response.headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .hasValue("nosniff");
            assertThat(response.headers().firstValue("Referrer-Policy"))
                    .as(path)
                    .hasValue("no-referrer");
            assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .as(path)
                    .contains("default-src 'none'");
            assertThat(response.headers().firstValue("Cache-Control")).as(path).isPresent();
        }
    }
}
