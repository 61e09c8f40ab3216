package org.soundlift.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** Accepted uploads after {@code kill -9} and after a shutdown of the process. */
class CrashEndToEndIT {
    @TempDir
    Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private SoundliftProcess serve() throws IOException {
        return SoundliftProcess.serve(data(), "--sweep-after", "1s");
    }

    @Test
    void nothingIsLostAndNothingIsLeftOverWhenKilledAtAnyTime() throws Exception {
        Path clip = Media.video(folder, 20);
        List<String> accepted = new ArrayList<>();
        // From before the first conversion has begun to after the last has ended.
        for (int delayMs : new int[] {0, 20, 60, 150, 400, 1_000}) {
            try (SoundliftProcess server = serve()) {
                Client client = new Client(server);
                for (int i = 0; i < 3; i++) {
                    accepted.add(client.accepted(clip));
                }
                startUploadThatNeverEnds(client, clip);
                Thread.sleep(delayMs);
                server.kill();
            }
        }
        try (SoundliftProcess server = serve()) {
            Client client = new Client(server);
            for (String job : accepted) {
                JsonNode status = client.ended(job);
                assertThat(status.required("status").stringValue()).isEqualTo("completed");
                assertThat(client.get("/download/" + job + ".mp3").body())
                        .hasSize(status.required("result").required("bytes").intValue());
            }
            await().untilAsserted(() -> assertThat(files("parts")).isEmpty());
            await().untilAsserted(() -> assertThat(files("videos")).hasSize(accepted.size()));
            assertThat(files("mp3s")).hasSize(accepted.size());
            await().untilAsserted(() -> assertThat(Client.text(client.get("/metrics")))
                    .contains(
                            "soundlift_queue_waiting{queue=\"video\"} 0.0",
                            "soundlift_queue_dead{queue=\"video\"} 0.0"));
        }
        try (Stream<Path> work = Files.list(data().resolve("work"))) {
            assertThat(work).isEmpty();
        }
    }

    private static void startUploadThatNeverEnds(Client client, Path clip) throws IOException {
        String head =
                "POST /convert HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\nContent-Length: 99999999\r\n\r\n";
        Socket socket = client.connect();
        socket.getOutputStream().write(head.getBytes(US_ASCII));
        socket.getOutputStream().write(Files.readAllBytes(clip));
        socket.getOutputStream().flush();
    }

    private List<Path> files(String kind) throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("media").resolve(kind))) {
            return files.toList();
        }
    }

    @Test
    void terminatedServiceGivesBackWhatRunsAndLeavesNoProcess() throws Exception {
        Path audio = Media.longAudio(folder, 60);
        final String job;
        List<ProcessHandle> started;
        try (SoundliftProcess server = SoundliftProcess.serve(data(), "--drain-timeout", "1s")) {
            Client client = new Client(server);
            job = client.accepted(audio);
            await().until(() -> Client.text(client.get("/status/" + job)).contains("\"processing\""));
            await().until(() -> server.handle().descendants().anyMatch(CrashEndToEndIT::isRunning));
            started = server.handle().descendants().toList();
            started.forEach(ProcessHandle::destroy); // As a terminal does: its Ctrl-C reaches the whole process group.
            server.terminate();
        }
        assertThat(started).isNotEmpty().noneMatch(CrashEndToEndIT::isRunning);
        try (SoundliftProcess server = serve()) {
            Client client = new Client(server);
            await().atMost(Duration.ofSeconds(
                            15)) // An FFmpeg that ends before the service has its job retried after 3 s.
                    .until(() -> Client.text(client.get("/status/" + job)).contains("\"processing\""));
            await().until(() -> server.handle().descendants().anyMatch(CrashEndToEndIT::isRunning));
            started = server.handle().descendants().toList();
            client.post("/jobs/" + job + "/cancel");
        }
        List<ProcessHandle> waiting = started;
        await().atMost(Duration.ofSeconds(2)).until(() -> waiting.stream().noneMatch(CrashEndToEndIT::isRunning));
    }

    /** Not so a dead orphan, which counts as alive until the first process collects it; in containers some never do. */
    private static boolean isRunning(ProcessHandle process) {
        return process.isAlive() && process.info().command().isPresent();
    }

    @Test
    void secondServerOnOneFolderIsRefused() throws Exception {
        try (SoundliftProcess first = serve();
                SoundliftProcess second = SoundliftProcess.run(
                        folder.resolve("second.log"), List.of(), "serve", "--port", "0", "--data", data().toString())) {
            assertThat(first.handle().isAlive()).isTrue();
            assertThat(second.exitStatus()).isOne();
            assertThat(second.output()).contains("Another Soundlift uses the folder");
        }
    }

    @Test
    void whatTheOperatorGotWrongIsNamed() throws Exception {
        assertThat(failure("--port", "99999")).contains("--port is \"99999\"; accepted is a port from 0 to 65535");
        assertThat(failure("--retention", "soon")).contains("--retention is \"soon\"", "7d");
        assertThat(failure("--bind", "0.0.0.0")).contains("--allow-anonymous");
        assertThat(failure("--ffmpeg", "/bin/true"))
                .contains("SOUNDLIFT_FFMPEG is /bin/true", "apt-get install ffmpeg");
        try (SoundliftProcess first = serve()) {
            String port = "" + URI.create(first.url()).getPort();
            assertThat(failure("--port", port)).contains("Choose another port with --port");
        }
    }

    private String failure(String... flags) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("serve", "--data", folder.resolve("other").toString()));
        arguments.addAll(List.of(flags));
        if (!arguments.contains("--port")) { // The usual one may be in use.
            arguments.addAll(List.of("--port", "0"));
        }
        Path log = Files.createTempFile(folder, "failure", ".log");
        try (SoundliftProcess failed = SoundliftProcess.run(log, List.of(), arguments.toArray(String[]::new))) {
            assertThat(failed.exitStatus()).isOne();
            assertThat(failed.output()).doesNotContain("\tat ");
            return failed.output();
        }
    }

    /** A file system of its own of 90 MiB, of which the store keeps 64 free. */
    @Test
    void fullDiskRefusesUploadsAndLeavesNothing() throws Exception {
        Files.createDirectories(data());
        Path big = folder.resolve("big.mp4");
        Media.run("sh", "-c", "cp " + Media.video(folder, 1) + " " + big + " && truncate -s 40M " + big);
        SoundliftProcess server = SoundliftProcess.serveOnSmallDisk(data(), "90m");
        try (server) {
            Client client = new Client(server);
            var refused = client.upload(big, "big.mp4");
            assertThat(refused.statusCode()).isEqualTo(507);
            assertThat(Client.text(refused)).contains("\"INSUFFICIENT_STORAGE\"", "\"retryable\":true");
            String chunked = Media.run(
                    "sh",
                    "-c",
                    "truncate -s 100M " + big + " && cat " + big
                            + " | curl -s -X POST -H 'Content-Type: video/mp4' -T - " + client.url() + "/convert");
            assertThat(chunked).contains("\"INSUFFICIENT_STORAGE\"");
            String job = client.accepted(Media.video(folder, 1));
            assertThat(client.ended(job).required("status").stringValue()).isEqualTo("completed");
        }
    }
}
