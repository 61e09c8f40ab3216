package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.ProcessTree;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Uploads that want to read what is not theirs, to connect, to exhaust, or to come out silently shortened: some made here,
 * and those of the folder that {@code SOUNDLIFT_HOSTILE_MEDIA} names, where manifest.json tells the right answers.
 */
class HostileMediaEndToEndIT {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LIMIT_OF_BOMBS = Duration.ofSeconds(60);
    private static final long MEMORY_BYTES = 1L << 30;

    @TempDir
    Path folder;

    /** A hostile file, and the right outcome. */
    private record Case(
            Path file,
            String filename,
            boolean bomb,
            int http,
            Set<String> codes,
            Optional<Double> seconds,
            double tolerance,
            Optional<String> disposition) {
        static Case of(Path file, int http, Set<String> codes) {
            return new Case(
                    file, file.getFileName().toString(), false, http, codes, Optional.empty(), 0, Optional.empty());
        }
    }

    @Test
    void everyUploadGetsItsAnswer() throws Exception {
        SoftAssertions soft = new SoftAssertions();
        StringBuilder table = new StringBuilder("\nfile | answer | seconds | time\n");
        try (ServerSocket decoy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                SoundliftProcess server = SoundliftProcess.serve(
                        folder.resolve("data"), "--max-audio-duration", "600s", "--sandbox", "required");
                ProcessTree tree = new ProcessTree(server.handle())) {
            Canary canary = new Canary(folder.resolve("canary"));
            List<Case> cases = new ArrayList<>(madeHere(decoy.getLocalPort(), canary.path()));
            Optional<Path> more = Optional.ofNullable(System.getenv("SOUNDLIFT_HOSTILE_MEDIA"))
                    .map(Path::of);
            if (more.isPresent()) {
                cases.addAll(manifest(more.get()));
            }
            Client client = new Client(server);
            for (Case each : cases) {
                table.append(check(client, each, soft)).append('\n');
            }
            System.out.println(table.append("largest memory ")
                    .append(tree.largestBytes() >> 20)
                    .append(" MiB"));
            assertThat(cases.size()).isGreaterThanOrEqualTo(more.isPresent() ? 70 : 6);
            assertThat(tree.largestBytes()).isBetween(50L << 20, MEMORY_BYTES);
            decoy.setSoTimeout(1);
            soft.assertThatThrownBy(decoy::accept).as("connections").isInstanceOf(SocketTimeoutException.class);
            soft.assertThat(canary.wasRead()).as("canary was read").isFalse();
            canary.read();
            assertThat(canary.wasRead()).as("the canary tells").isTrue();
        }
        soft.assertAll();
    }

    private String check(Client client, Case each, SoftAssertions soft) throws Exception {
        String name = each.file().getFileName().toString();
        Instant begin = Instant.now();
        HttpResponse<byte[]> response = client.upload(each.file(), each.filename());
        soft.assertThat(response.statusCode())
                .as("%s: %s", name, Client.text(response))
                .isEqualTo(each.http());
        if (response.statusCode() != 202) {
            String code = Client.json(response).path("code").asString();
            soft.assertThat(each.codes()).as(name).contains(code);
            return name + " | " + response.statusCode() + " " + code;
        }
        String job = Client.jobId(response);
        JsonNode status = client.ended(job);
        Duration time = Duration.between(begin, Instant.now());
        soft.assertThat(time).as(name).isLessThan(each.bomb() ? LIMIT_OF_BOMBS : LIMIT);
        if (status.required("status").stringValue().equals("failed")) {
            String code = status.required("error").required("code").stringValue();
            soft.assertThat(each.codes()).as(name).contains(code);
            return name + " | " + code + " | | " + time;
        }
        soft.assertThat(each.seconds())
                .as("%s was converted, but should be %s", name, each.codes())
                .isPresent();
        double seconds = checkDownload(client, job, each, soft);
        return name + " | completed | " + seconds + " | " + time;
    }

    /** The length as a decoder hears it, not as the server tells it. */
    private double checkDownload(Client client, String job, Case each, SoftAssertions soft) throws Exception {
        HttpResponse<byte[]> download = client.get("/download/" + job + ".mp3");
        String name = each.file().getFileName().toString();
        each.disposition()
                .ifPresent(expected -> soft.assertThat(download.headers().firstValue("Content-Disposition"))
                        .as(name)
                        .hasValue(expected));
        Path mp3 = Files.write(folder.resolve("out.mp3"), download.body());
        int rate = Client.json(client.get("/status/" + job))
                .required("result")
                .required("sample_rate")
                .intValue();
        double seconds = (double) Media.samples(mp3) / rate;
        each.seconds()
                .ifPresent(expected -> soft.assertThat(seconds).as(name).isCloseTo(expected, offset(each.tolerance())));
        return seconds;
    }

    private static List<Case> manifest(Path media) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (JsonNode each : JsonMapper.builder().build().readTree(Files.readString(media.resolve("manifest.json")))) {
            JsonNode expect = each.required("expect");
            Set<String> codes = new TreeSet<>();
            expect.required("also_ok").forEach(code -> codes.add(code.stringValue()));
            if (!expect.required("code").isNull()) {
                codes.add(expect.required("code").stringValue());
            }
            JsonNode seconds = expect.required("seconds");
            // An empty name stands in the manifest as the file's own, but its answer as that of an empty name.
            boolean named = !each.required("filename").equals(each.required("path"));
            cases.add(new Case(
                    media.resolve(each.required("path").stringValue()),
                    each.required("filename").stringValue(),
                    each.required("group").stringValue().equals("bomb"),
                    expect.required("http").intValue(),
                    codes,
                    seconds.isNull() ? Optional.empty() : Optional.of(seconds.doubleValue()),
                    expect.required("tolerance").doubleValue(),
                    Optional.ofNullable(expect.get("content_disposition"))
                            .filter(d -> named)
                            .map(JsonNode::stringValue)));
        }
        return cases;
    }

    private List<Case> madeHere(int decoyPort, Path canary) throws IOException, InterruptedException {
        List<String> tone = List.of("-f", "lavfi", "-i", "sine=frequency=440:sample_rate=44100:duration=3");
        Path good = Media.make(folder.resolve("good.mp4"), tone, "-c:a", "aac", "-movflags", "+faststart");
        byte[] bytes = Files.readAllBytes(good);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        byte[] elsewhere = bytes.clone();
        elsewhere[text.indexOf("url ") + 7] = 0;
        byte[] encrypted = bytes.clone();
        System.arraycopy("enca".getBytes(StandardCharsets.US_ASCII), 0, encrypted, text.indexOf("mp4a"), 4);
        byte[] slow = bytes.clone(); // One frame becomes 13 hours long.
        slow[text.indexOf("stts") + 16] = 0x7F;
        String playlist = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10.0,\n%s\n#EXT-X-ENDLIST\n";
        return List.of(
                new Case(good, "good.mp4", false, 202, Set.of(), Optional.of(3.0), 0.06, Optional.empty()),
                file("half.mp4", Arrays.copyOf(bytes, bytes.length / 2), 202, "TRUNCATED_MEDIA"),
                file("elsewhere.mp4", elsewhere, 202, "MALFORMED_MEDIA"),
                file("encrypted.mp4", encrypted, 202, "ENCRYPTED_MEDIA"),
                file("slow.mp4", slow, 202, "DURATION_LIMIT_EXCEEDED"),
                file("read.mp4", playlist.formatted("file://" + canary), 415, "UNSUPPORTED_MEDIA_TYPE"),
                file(
                        "connect.mp4",
                        playlist.formatted("http://127.0.0.1:" + decoyPort + "/a.ts"),
                        415,
                        "UNSUPPORTED_MEDIA_TYPE"));
    }

    private Case file(String name, String content, int http, String code) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8), http, code);
    }

    private Case file(String name, byte[] content, int http, String code) throws IOException {
        return Case.of(Files.write(folder.resolve(name), content), http, Set.of(code));
    }

    /** A named pipe: a reader that opens it lets the writer through, which waits for that. */
    private static final class Canary {
        private final Path path;
        private final Thread writer;

        Canary(Path path) throws IOException, InterruptedException {
            this.path = path;
            Media.run("mkfifo", path.toString());
            this.writer = Thread.ofPlatform().daemon().start(() -> {
                try {
                    Files.newOutputStream(path).close();
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }

        Path path() {
            return path;
        }

        void read() throws IOException, InterruptedException {
            Files.newInputStream(path).close();
            writer.join();
        }

        boolean wasRead() {
            return !writer.isAlive();
        }
    }
}
