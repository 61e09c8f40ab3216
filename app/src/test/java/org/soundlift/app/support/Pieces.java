package org.soundlift.app.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Uploads in pieces, by tus 1.0.0. */
public final class Pieces {
    private final Client client;
    private final List<String> headers;

    /** @param headers of each request, names and values */
    public Pieces(Client client, String... headers) {
        this.client = client;
        this.headers = List.of(headers);
    }

    /** A video with a box {@code free} of random bytes at its end. */
    public static byte[] padded(Path video, int padding) throws IOException {
        byte[] noise = new byte[padding];
        new Random(1).nextBytes(noise);
        ByteBuffer.wrap(noise).putInt(padding).put("free".getBytes(UTF_8));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(Files.readAllBytes(video));
        all.writeBytes(noise);
        return all.toByteArray();
    }

    private HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... more)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of("Tus-Resumable", "1.0.0"));
        all.addAll(List.of(more));
        return client.send(method, path, body, all.toArray(String[]::new));
    }

    /** Returns the path of a new upload. */
    public String begin(String name, long bytes) throws IOException, InterruptedException {
        String metadata = "filename " + Base64.getEncoder().encodeToString(name.getBytes(UTF_8));
        HttpResponse<byte[]> begun = send(
                "POST",
                "/uploads",
                BodyPublishers.noBody(),
                "Upload-Length",
                String.valueOf(bytes),
                "Upload-Metadata",
                metadata);
        assertThat(begun.statusCode()).as(Client.text(begun)).isEqualTo(201);
        return begun.headers().firstValue("Location").orElseThrow();
    }

    /** Returns how much of an upload is durable. */
    public long offset(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> head = send("HEAD", path, BodyPublishers.noBody());
        for (int i = 0; head.statusCode() == 423 && i < 30; i++) { // A killed request was about to make the job.
            Thread.sleep(1_000);
            head = send("HEAD", path, BodyPublishers.noBody());
        }
        assertThat(head.statusCode()).isEqualTo(200);
        return Long.parseLong(head.headers().firstValue("Upload-Offset").orElseThrow());
    }

    public HttpResponse<byte[]> send(String path, BodyPublisher piece, long from)
            throws IOException, InterruptedException {
        return send(
                "PATCH",
                path,
                piece,
                "Content-Type",
                "application/offset+octet-stream",
                "Upload-Offset",
                String.valueOf(from));
    }

    /** The id of the job, which is that of the upload. */
    public static String job(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
