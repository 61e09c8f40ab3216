package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.Pieces;
import org.soundlift.app.support.SoundliftProcess;

/** An upload in pieces goes on from its {@code Upload-Offset} after its gateway was killed. */
class ResumableUploadEndToEndIT {
    private static final int KILLS = Integer.getInteger("soundlift.kills", 1);
    private static final int PADDING = Integer.getInteger("soundlift.upload-bytes", 120_000_000);

    @TempDir
    Path folder;

    private SoundliftProcess server;
    private Client client;
    private Pieces pieces;

    @BeforeEach
    void start() throws Exception {
        server = SoundliftProcess.serve(folder.resolve("data"));
        client = new Client(server);
        pieces = new Pieces(client);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A request of a gateway that was killed has the right to write for some seconds more. */
    private HttpResponse<byte[]> sendOnceFree(String path, byte[] file, long from, Runnable begins)
            throws IOException, InterruptedException {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> pieces.send(path, BodyPublishers.noBody(), from).statusCode() == 204);
        begins.run();
        int begin = (int) from;
        // Of no length that is announced: what has come counts, however it ends.
        return pieces.send(
                path,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(file, begin, file.length - begin)),
                from);
    }

    @Test
    void uploadSurvivesItsGateway() throws Exception {
        byte[] file = Pieces.padded(Media.video(folder, 2), PADDING);
        String path = pieces.begin("large.mp4", file.length);
        Random random = new Random(7);
        long last = 0;
        for (int i = 0; i < KILLS; i++) {
            long from = pieces.offset(path);
            assertThat(from).as("never back").isGreaterThanOrEqualTo(last);
            last = from;
            int delay = 20 + random.nextInt(100);
            SoundliftProcess gateway = server;
            try {
                sendOnceFree(
                        path,
                        file,
                        from,
                        () -> CompletableFuture.delayedExecutor(delay, TimeUnit.MILLISECONDS)
                                .execute(gateway::kill));
            } catch (IOException e) {
                // That is what happens to a client.
            }
            gateway.kill();
            start();
        }
        long from = pieces.offset(path);
        if (from < file.length) {
            assertThat(sendOnceFree(path, file, from, () -> {}).statusCode()).isEqualTo(204);
        }
        String job = Pieces.job(path);
        assertThat(client.ended(job).required("status").stringValue()).isEqualTo("completed");
        assertThat(folder.resolve("data/media/videos/" + job + ".video")).hasBinaryContent(file);
    }
}
