package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.CountingRelay;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.Pieces;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.app.support.Store;
import org.soundlift.storage.support.PrivateS3;
import tools.jackson.databind.JsonNode;

/** One process that keeps its videos and MP3s elsewhere. */
class StorageEndToEndIT {
    @TempDir
    static Path folder;

    static Stream<Store> stores() throws Exception {
        return Store.all(folder);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void videoBecomesAnMp3AndIsDeleted(Store store) throws Exception {
        Path video = Media.video(folder, 3);
        Path data = folder.resolve(store.name());
        try (SoundliftProcess server =
                SoundliftProcess.serve(data, store.flags().toArray(String[]::new))) {
            assertThat(server.readyLine()).contains("storage " + store.name());
            Client client = new Client(server);
            String job = client.accepted(video);
            JsonNode status = client.ended(job);
            assertThat(status.required("status").stringValue()).isEqualTo("completed");
            byte[] mp3 = client.get("/download/" + job + ".mp3").body();
            assertThat(Media.samples(Files.write(folder.resolve("all.mp3"), mp3)))
                    .isEqualTo(3 * 44_100);
            HttpResponse<byte[]> part = client.get("/download/" + job + ".mp3", "Range", "bytes=1000-1999");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(mp3, 1_000, 2_000));
            assertThat(data.resolve("media")).doesNotExist();
            requireConvertedFromPieces(client, video);
            assertThat(client.send("DELETE", "/jobs/" + job, java.net.http.HttpRequest.BodyPublishers.noBody())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(client.get("/download/" + job + ".mp3").statusCode()).isEqualTo(404);
        }
    }

    /** The first piece is larger than the least part of S3, and ends within a chunk of GridFS. */
    private static void requireConvertedFromPieces(Client client, Path video) throws Exception {
        byte[] file = Pieces.padded(video, 20_000_000);
        Pieces pieces = new Pieces(client);
        String path = pieces.begin("pieces.mp4", file.length);
        int[] places = {0, 9_000_001, 9_500_000, file.length};
        for (int i = 1; i < places.length; i++) {
            assertThat(pieces.offset(path)).isEqualTo(places[i - 1]);
            pieces.send(
                    path,
                    java.net.http.HttpRequest.BodyPublishers.ofByteArray(
                            file, places[i - 1], places[i] - places[i - 1]),
                    places[i - 1]);
        }
        assertThat(client.ended(Pieces.job(path)).required("status").stringValue())
                .isEqualTo("completed");
    }

    @Test
    void noByteMovesMoreOftenThanItMust() throws Exception {
        PrivateS3 s3 = PrivateS3.shared();
        String secret = Files.writeString(folder.resolve("s3-secret"), PrivateS3.SECRET_KEY)
                .toString();
        Path video = Media.longAudio(folder, 120); // In several parts.
        try (CountingRelay relay = new CountingRelay(s3.endpoint().getPort());
                SoundliftProcess server = SoundliftProcess.serve(
                        folder.resolve("counted"),
                        "--storage",
                        "s3",
                        "--s3-bucket",
                        s3.newBucket(),
                        "--s3-endpoint",
                        relay.endpoint().toString(),
                        "--s3-path-style",
                        "true",
                        "--s3-access-key",
                        PrivateS3.ACCESS_KEY,
                        "--s3-secret-key-file",
                        secret)) {
            Client client = new Client(server);
            String job = client.accepted(video);
            assertThat(client.ended(job).required("status").stringValue()).isEqualTo("completed");
            byte[] mp3 = client.get("/download/" + job + ".mp3").body();
            long once = Files.size(video) + mp3.length;
            long heads = once / 30 + 100_000; // Reading goes a little ahead: into the tables behind the sound.
            assertThat(relay.bytesToServer()).as("video in, MP3 in").isBetween(once, once + heads);
            assertThat(relay.bytesFromServer()).as("video out, MP3 out").isBetween(once, once + heads);
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreToldAtStart(List<String> flags) throws Exception {
        SoundliftProcess process = SoundliftProcess.run(
                folder.resolve("mistake.log"),
                List.of(),
                Stream.concat(
                                Stream.of(
                                        "serve",
                                        "--port",
                                        "0",
                                        "--data",
                                        folder.resolve("m").toString()),
                                flags.stream().skip(1))
                        .toArray(String[]::new));
        assertThat(process.exitStatus()).isEqualTo(1);
        assertThat(process.output()).contains(flags.getFirst()).doesNotContain("at org.soundlift", "Exception in");
    }

    /** The text that must be in the answer, and the flags. */
    static Stream<List<String>> mistakes() throws Exception {
        return Stream.of(
                List.of("SOUNDLIFT_S3_BUCKET", "--storage", "s3"),
                List.of("SOUNDLIFT_MONGODB_URI", "--storage", "gridfs"),
                List.of("SOUNDLIFT_AMQP_URL", "--queue", "rabbitmq"));
    }
}
