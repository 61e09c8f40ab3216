package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.app.support.Client.problem;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** Uploads that must be refused, or that never end: each with its code, none with anything left behind. */
class BadUploadEndToEndIT {
    @TempDir
    static Path folder;

    private static Path video;
    private static SoundliftProcess server;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        video = Media.video(folder, 3);
        server = SoundliftProcess.serve(folder.resolve("data"), "--max-upload-bytes", "50MB");
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatIsNoVideoIsRefused() throws Exception {
        problem(client.upload(BodyPublishers.noBody(), ""), 400, "EMPTY_FILE");
        assertThat(Media.run(
                        "curl",
                        "-s",
                        "-T",
                        video.toString(),
                        "-X",
                        "POST",
                        client.url() + "/convert?filename=100%.mp4"))
                .contains("\"INVALID_REQUEST\"", "percent-encoded");
        problem(
                client.upload(BodyPublishers.ofString("#EXTM3U\nfile:///etc/passwd\n"), ""),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
        problem(client.upload(BodyPublishers.ofByteArray(new byte[] {0, 0, 0}), ""), 415, "UNSUPPORTED_MEDIA_TYPE");
        for (String upload : List.of("x.txt 415 UNSUPPORTED_MEDIA_TYPE", "empty.mp4 400 EMPTY_FILE")) {
            String[] words = upload.split(" ", -1);
            Path file =
                    Files.writeString(folder.resolve(words[0]), words[0].startsWith("x") ? "hello, world, hello" : "");
            assertThat(Media.run("curl", "-s", "-w", "%{http_code}", "-F", "file=@" + file, client.url() + "/convert"))
                    .endsWith(words[1])
                    .contains(words[2]);
        }
        String tooLarge = Media.run(
                "sh",
                "-c",
                "head -c 50000001 /dev/zero | curl -s -X POST -H 'Content-Type: video/mp4' --data-binary @- "
                        + client.url() + "/convert");
        assertThat(tooLarge).contains("\"FILE_TOO_LARGE\"", "50000000 bytes");
        String tooLargeInChunks = Media.run(
                "sh",
                "-c",
                "(head -c 8 " + video + "; head -c 50000001 /dev/zero) | curl -s -X POST"
                        + " -H 'Content-Type: video/mp4' -T - " + client.url() + "/convert");
        assertThat(tooLargeInChunks).contains("\"FILE_TOO_LARGE\"");
        assertThat(parts()).isEmpty();
    }

    @Test
    void whatIsNoUploadIsRefused() throws Exception {
        String multipart = "multipart/form-data; boundary=b";
        String file =
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.mp4\"\r\n\r\n\0\0\0\20ftypisom\0\0\0\0";
        String longHeader = "Content-Disposition: form-data; name=\"" + "n".repeat(1 << 20) + "\"\r\n\r\nx";
        List<String[]> bodies = List.of(
                new String[] {"text/plain", "hello"},
                new String[] {"multipart/form-data", "no boundary"},
                new String[] {multipart, ""},
                new String[] {multipart, "--b\r\nContent-Disposition: form-data; name=\"quality\"\r\n\r\n2\r\n--b--\r\n"
                },
                new String[] {multipart, "--b\r\n" + file},
                new String[] {multipart, "--b\r\n" + file + "\r\n--b\r\n" + file + "\r\n--b--\r\n"},
                new String[] {multipart, "--b\r\n" + longHeader + "\r\n--b--\r\n"});
        for (String[] body : bodies) {
            HttpResponse<byte[]> response =
                    client.send("POST", "/convert", BodyPublishers.ofString(body[1]), "Content-Type", body[0]);
            problem(response, 400, "INVALID_REQUEST");
        }
        assertThat(parts()).isEmpty();
    }

    @Test
    void uploadsThatAreCutOffLeaveNothing() throws Exception {
        byte[] bytes = Files.readAllBytes(video);
        String head = "POST /convert HTTP/1.1\r\nHost: localhost\r\nContent-Type: video/mp4\r\nContent-Length: "
                + bytes.length + "\r\n\r\n";
        int before = Client.json(client.get("/jobs?limit=200")).required("jobs").size();
        for (int cut : new int[] {0, 1, 7, 12, 13, 4_096, bytes.length / 2, bytes.length - 1}) {
            try (java.net.Socket socket = client.connect()) {
                socket.getOutputStream().write(head.getBytes(UTF_8));
                socket.getOutputStream().write(bytes, 0, cut);
                socket.getOutputStream().flush();
            }
        }
        await().until(() -> parts().isEmpty());
        assertThat(Client.json(client.get("/jobs?limit=200")).required("jobs").size())
                .isEqualTo(before);
    }

    @Test
    void wrongOptionsAreNamedWithTheirValidValues() throws Exception {
        for (String query :
                List.of("?quality=10", "?quality=x", "?bitrate=7", "?channels=5", "?quality=2&bitrate=128")) {
            HttpResponse<byte[]> response = client.upload(BodyPublishers.ofFile(video), query);
            JsonNode problem = problem(response, 422, "INVALID_OPTION");
            assertThat(problem.required("errors").get(0).required("pointer").stringValue())
                    .startsWith("#/");
            assertThat(problem.required("errors").get(0).required("detail").stringValue())
                    .startsWith("must be");
        }
    }

    private static List<Path> parts() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("data/media/parts"))) {
            return files.toList();
        }
    }
}
