package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.CountingRelay;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.Pieces;
import org.soundlift.app.support.PrivateNginx;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.app.support.Store;
import org.soundlift.core.support.PrivateMariaDb;
import tools.jackson.databind.JsonNode;

/** Clients of the tus protocol by others, through two gateways in turn: each uploads, breaks off, and goes on. */
class TusClientsEndToEndIT {
    private static final String TUS_JS = "tus-js-client@4.3.1";
    private static final Pattern JOB = Pattern.compile("job /status/([0-9a-f]{32}) after");
    private static final int PIECE = 1_000_000;
    private static final int PADDING = 12 * PIECE;

    @TempDir
    static Path folder;

    private static Path video;

    @BeforeAll
    static void makeClient() throws Exception {
        video = Files.write(folder.resolve("talk.mp4"), Pieces.padded(Media.video(folder, 3), PADDING));
        Files.copy(
                Path.of("src", "test", "tus", "upload.mjs"),
                folder.resolve("upload.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        Media.run("npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder.toString(), TUS_JS);
    }

    static Stream<Store> stores() throws Exception {
        return Store.all(folder);
    }

    @ParameterizedTest
    @MethodSource("stores")
    void uploadGoesOnThroughAnyGateway(Store store) throws Exception {
        String database = PrivateMariaDb.shared().newDatabase();
        try (SoundliftProcess one = gateway("one", store, database);
                SoundliftProcess two = gateway("two", store, database);
                CountingRelay first = before(one);
                CountingRelay second = before(two);
                PrivateNginx proxy = PrivateNginx.roundRobin(folder, List.of(first.endpoint(), second.endpoint()))) {
            Client client = new Client(proxy.url());
            requireConverted(client, byJava(proxy.url() + "/uploads"));
            requireConverted(client, byJavaScript(proxy.url() + "/uploads"));
            assertThat(first.bytesToServer()).as("through the first gateway").isGreaterThan(PIECE);
            assertThat(second.bytesToServer()).as("through the second gateway").isGreaterThan(PIECE);
        }
    }

    private static SoundliftProcess gateway(String name, Store store, String database) throws Exception {
        Path data = folder.resolve(store.name() + "-" + name);
        return SoundliftProcess.service("gateway", 0, data, store.with("--database-url", database));
    }

    private static CountingRelay before(SoundliftProcess gateway) throws IOException {
        return new CountingRelay(URI.create(gateway.local()).getPort());
    }

    private static String byJava(String endpoint) throws Exception {
        TusClient client = new TusClient();
        client.setUploadCreationURL(URI.create(endpoint).toURL());
        TusUpload upload = new TusUpload(video.toFile());
        upload.setMetadata(Map.of("filename", "talk.mp4", "bitrate", "64", "title", "Über tus"));
        TusUploader first = client.createUpload(upload);
        first.setChunkSize(PIECE);
        first.setRequestPayloadSize(PIECE);
        for (int i = 0; i < 5; i++) {
            first.uploadChunk();
        }
        first.finish();
        URL place = first.getUploadURL();
        assertThat(first.getOffset()).isBetween(1L, upload.getSize() - 1);

        TusUploader second = client.beginOrResumeUploadFromURL(new TusUpload(video.toFile()), place);
        assertThat(second.getOffset()).isEqualTo(first.getOffset());
        while (second.uploadChunk() >= 0) {
            // The next one.
        }
        second.finish();
        return place.getPath().replaceFirst(".*/", "");
    }

    private static String byJavaScript(String endpoint) throws Exception {
        String said = Media.run("node", folder.resolve("upload.mjs").toString(), endpoint, video.toString());
        return JOB.matcher(said)
                .results()
                .findFirst()
                .map((MatchResult match) -> match.group(1))
                .orElseThrow(() -> new AssertionError(said));
    }

    private static void requireConverted(Client client, String job) throws Exception {
        JsonNode status = client.ended(job);
        assertThat(status.required("status").stringValue())
                .as(status.toString())
                .isEqualTo("completed");
        assertThat(status.required("source").required("filename").stringValue()).isEqualTo("talk.mp4");
        assertThat(status.required("source").required("bytes").longValue()).isEqualTo(Files.size(video));
        assertThat(status.required("options").required("bitrate").intValue()).isEqualTo(64);
        assertThat(status.toString()).contains("Über tus");
    }
}
