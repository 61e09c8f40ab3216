package org.soundlift.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tus.java.client.TusClient;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients of the tus protocol by others: each uploads, breaks off, and goes on. */
class TusClientsIT {
    private static final String TUS_JS = "tus-js-client@4.3.1";
    private static final int PIECE = 1_000_000;

    @TempDir
    Path folder;

    private Server server;
    private Path video;

    @BeforeEach
    void start() throws Exception {
        server = new Server(folder);
        video = video();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A sound with a box {@code free} of twelve megabytes at its end. */
    private Path video() throws IOException {
        Path file = folder.resolve("talk.mp4");
        Files.copy(Server.SOUND, file);
        ByteBuffer head = ByteBuffer.allocate(8).putInt(12 * PIECE).put("free".getBytes()).flip();
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write(head.array());
            out.write(new byte[12 * PIECE - 8]);
        }
        return file;
    }

    @Test
    void tusJsClient() throws Exception {
        Path program = folder.resolve("upload.mjs");
        Files.copy(Path.of("src", "test", "tus", "upload.mjs"), program, StandardCopyOption.REPLACE_EXISTING);
        Programs.run(folder, "npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder.toString(), TUS_JS);
        String said = Programs.run(folder, "node", program.toString(), server.url() + "/uploads", video.toString());
        Matcher job = Pattern.compile("job (/status/[0-9a-f]{32}) after").matcher(said);
        assertTrue(job.find(), said);
        requireConverted(job.group(1));
    }

    @Test
    void tusJavaClient() throws Exception {
        TusClient client = new TusClient();
        client.setUploadCreationURL(URI.create(server.url() + "/uploads").toURL());
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
        assertTrue(first.getOffset() > 0 && first.getOffset() < upload.getSize());

        TusUploader second = client.beginOrResumeUploadFromURL(new TusUpload(video.toFile()), place);
        assertEquals(first.getOffset(), second.getOffset());
        while (second.uploadChunk() >= 0) {
            // The next one.
        }
        second.finish();
        requireConverted("/status/" + place.getPath().replaceFirst(".*/", ""));
    }

    private void requireConverted(String path) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        String status = http.send(
                        HttpRequest.newBuilder(URI.create(server.url() + path + "?wait=60")).build(),
                        BodyHandlers.ofString())
                .body();
        assertTrue(status.contains("\"status\":\"completed\""), status);
        assertTrue(status.contains("\"filename\":\"talk.mp4\""), status);
        assertTrue(status.contains("\"bitrate\":64") && status.contains("Über tus"), status);
    }
}
