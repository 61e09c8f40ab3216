package org.soundlift.app.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP with a server under test. */
public final class Client {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    public Client(String url) {
        this.url = url;
    }

    public Client(SoundliftProcess server) {
        this(server.url());
    }

    public String url() {
        return url;
    }

    public HttpResponse<byte[]> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** A bare connection, for requests that no HTTP library would send. */
    public Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
    }

    public HttpResponse<byte[]> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public HttpResponse<byte[]> post(String path) throws IOException, InterruptedException {
        return send("POST", path, BodyPublishers.noBody());
    }

    /** Logs in from an address, which our own machine may say it passes on. */
    public HttpResponse<byte[]> login(String email, String password, String address)
            throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString((email + ":" + password).getBytes(UTF_8));
        return send(
                "POST",
                "/login",
                BodyPublishers.noBody(),
                "Authorization",
                "Basic " + credentials,
                "X-Forwarded-For",
                address);
    }

    /** Sends a body of multipart/form-data: names and values, where a {@link Path} is a file. */
    public HttpResponse<byte[]> form(String path, Object... namesAndValues) throws IOException, InterruptedException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = "--limit\r\nContent-Disposition: form-data; name=\"" + namesAndValues[i] + "\"";
            if (namesAndValues[i + 1] instanceof Path file) {
                body.writeBytes((name + "; filename=\"" + file.getFileName() + "\"\r\n\r\n").getBytes(UTF_8));
                body.writeBytes(Files.readAllBytes(file));
            } else {
                body.writeBytes((name + "\r\n\r\n" + namesAndValues[i + 1]).getBytes(UTF_8));
            }
            body.writeBytes("\r\n".getBytes(UTF_8));
        }
        body.writeBytes("--limit--\r\n".getBytes(UTF_8));
        return send(
                "POST",
                path,
                BodyPublishers.ofByteArray(body.toByteArray()),
                "Content-Type",
                "multipart/form-data; boundary=limit");
    }

    /** Uploads a file as the raw body. */
    public HttpResponse<byte[]> upload(Path video, String filename, String... headers)
            throws IOException, InterruptedException {
        return upload(BodyPublishers.ofFile(video), "?filename=" + URLEncoder.encode(filename, UTF_8), headers);
    }

    public HttpResponse<byte[]> upload(BodyPublisher body, String query, String... headers)
            throws IOException, InterruptedException {
        String[] all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "video/mp4";
        return send("POST", "/convert" + query, body, all);
    }

    /** Uploads a file that must be accepted. */
    public String accepted(Path video) throws IOException, InterruptedException {
        return jobId(upload(video, video.getFileName().toString()));
    }

    public static String jobId(HttpResponse<byte[]> response) {
        if (response.statusCode() != 202) {
            throw new AssertionError(response.statusCode() + " " + new String(response.body(), UTF_8));
        }
        return json(response).required("job_id").stringValue();
    }

    /** The status of a job once it has ended. */
    public JsonNode ended(String job) throws IOException, InterruptedException {
        for (int i = 0; i < 6; i++) {
            JsonNode status = json(get("/status/" + job + "?wait=30"));
            if (!status.required("finished_at").isNull()) {
                return status;
            }
        }
        throw new AssertionError("job " + job + " does not end");
    }

    public static JsonNode json(HttpResponse<byte[]> response) {
        return JSON.readTree(response.body());
    }

    public static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), UTF_8);
    }

    /** The problem that a request was answered with, which must be of this status and code. */
    public static JsonNode problem(HttpResponse<byte[]> response, int status, String code) {
        assertThat(response.statusCode()).as(text(response)).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = json(response);
        assertThat(problem.required("code").stringValue()).isEqualTo(code);
        for (String member : List.of("type", "title", "detail", "retryable")) {
            assertThat(problem.has(member)).as(member).isTrue();
        }
        return problem;
    }
}
