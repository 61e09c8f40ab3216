package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** One upload in pieces, whose gateway is killed again and again: it goes on from the offset that is told. */
class ResumableUploadEndToEndIT {
    private static final int KILLS = 2;
    private static final int PADDING = 120_000_000;
    private static final String PIECE = "application/offset+octet-stream";

    @TempDir
    Path folder;

    private SoundliftProcess server;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        server = SoundliftProcess.serve(folder.resolve("data"));
        client = new Client(server);
    }

    /** A video, and a box that nobody reads, of bytes that no two places have alike. */
    private Path large() throws Exception {
        Path file = Files.copy(Media.video(folder, 2), folder.resolve("large.mp4"));
        byte[] noise = new byte[PADDING];
        new Random(1).nextBytes(noise);
        ByteBuffer.wrap(noise).putInt(PADDING).put("free".getBytes(UTF_8));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write(noise);
        }
        return file;
    }

    private long offset(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> head = head(path);
        for (int i = 0; head.statusCode() == 423 && i < 30; i++) { // The killed request was about to make the job.
            Thread.sleep(1_000);
            head = head(path);
        }
        assertThat(head.statusCode()).isEqualTo(200);
        return Long.parseLong(head.headers().firstValue("Upload-Offset").orElseThrow());
    }

    private HttpResponse<byte[]> head(String path) throws IOException, InterruptedException {
        return client.send("HEAD", path, BodyPublishers.noBody(), "Tus-Resumable", "1.0.0");
    }

    private HttpResponse<byte[]> send(Path file, String path, long from) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(file).position(from);
        return client.send(
                "PATCH",
                path,
                BodyPublishers.ofInputStream(() -> Channels.newInputStream(channel)),
                "Tus-Resumable",
                "1.0.0",
                "Content-Type",
                PIECE,
                "Upload-Offset",
                String.valueOf(from));
    }

    /** The request of a gateway that was killed has the right to write for some seconds more. */
    private HttpResponse<byte[]> sendOnceFree(Path file, String path, long from, Runnable begins)
            throws IOException, InterruptedException {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            HttpResponse<byte[]> nothing = client.send(
                    "PATCH",
                    path,
                    BodyPublishers.noBody(),
                    "Tus-Resumable",
                    "1.0.0",
                    "Content-Type",
                    PIECE,
                    "Upload-Offset",
                    String.valueOf(from));
            return nothing.statusCode() == 204;
        });
        begins.run();
        return send(file, path, from);
    }

    @Test
    void uploadSurvivesItsGateway() throws Exception {
        Path file = large();
        String name = Base64.getEncoder().encodeToString("large.mp4".getBytes(UTF_8));
        HttpResponse<byte[]> begun = client.send(
                "POST",
                "/uploads",
                BodyPublishers.noBody(),
                "Tus-Resumable",
                "1.0.0",
                "Upload-Length",
                String.valueOf(Files.size(file)),
                "Upload-Metadata",
                "filename " + name);
        String path = begun.headers().firstValue("Location").orElseThrow();
        Random random = new Random(7);
        long last = 0;
        for (int i = 0; i < KILLS; i++) {
            long from = offset(path);
            assertThat(from).as("never back").isGreaterThanOrEqualTo(last);
            last = from;
            int delay = 20 + random.nextInt(100);
            try {
                sendOnceFree(
                        file,
                        path,
                        from,
                        () -> CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS)
                                .execute(server::kill));
            } catch (IOException e) {
                // That is what happens to a client.
            }
            server.kill();
            start();
        }
        long from = offset(path);
        if (from < Files.size(file)) {
            assertThat(sendOnceFree(file, path, from, () -> {}).statusCode()).isEqualTo(204);
        }
        String job = path.substring(path.lastIndexOf('/') + 1);
        assertThat(client.ended(job).required("status").stringValue()).isEqualTo("completed");
        assertThat(folder.resolve("data/media/videos/" + job + ".video")).hasSameBinaryContentAs(file);
        server.close();
    }
}
