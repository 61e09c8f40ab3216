package org.soundlift.app.remote;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.media.AudioFileType;
import org.soundlift.core.service.Backoff;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server by its HTTP interface. What fails for a while is tried again. */
public final class RemoteServer {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String LIMITS = "/limits";
    /** Of an answer that is short. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(3);
    private static final int ACCEPTED = 202;
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private volatile String url;
    private final Optional<String> token;
    private final Persistent persistent;

    /**
     * A server; nothing is sent to it yet.
     *
     * @param url http or https, with the path under which it lies
     * @param token of an account; empty where the server asks for none
     * @param notice hears what people should know while they wait
     */
    public RemoteServer(URI url, Optional<String> token, Consumer<String> notice) {
        this.url = url.toString().replaceFirst("/+$", "");
        this.token = token;
        this.persistent = new Persistent(notice);
    }

    /**
     * Finds the server, before a video is read. Where it is elsewhere now, that is its address from now on.
     *
     * @throws IOException if it does not answer, or is none
     */
    public void find() throws IOException, InterruptedException {
        HttpResponse<String> answer;
        try {
            answer = http.send(request(LIMITS).timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw unreachable(e);
        }
        if (answer.statusCode() != OK || !Answers.json(answer.body()).has("max_upload_bytes")) {
            throw new IOException(url + " is no Soundlift server");
        }
        url = answer.uri().toString().replaceFirst(LIMITS + "$", "");
    }

    /**
     * Sends a file to be converted.
     *
     * @param sent hears of the fraction, 0 to 1
     * @return the id of the job
     */
    String upload(Upload upload, DoubleConsumer sent) throws IOException, ConversionException, InterruptedException {
        String key = UUID.randomUUID().toString(); // Sent twice, it is still one job.
        HttpResponse<String> answer = persistently(() -> http.send(
                request("/convert?" + upload.query())
                        .header("Content-Type", upload.contentType())
                        .header("Idempotency-Key", key)
                        .POST(new CountedBody(upload.body(), sent))
                        .build(),
                BodyHandlers.ofString()));
        Answers.require(url, answer, ACCEPTED, answer.body());
        return Answers.json(answer.body()).path("job_id").asString();
    }

    /**
     * Waits for the end of a job.
     *
     * @param done hears of the fraction, 0 to 1
     * @return its status
     */
    JsonNode follow(String job, DoubleConsumer done) throws IOException, ConversionException, InterruptedException {
        Backoff looks = new Backoff(FIRST_LOOK, BETWEEN_LOOKS);
        while (true) {
            HttpResponse<String> answer = get("/status/" + job, BodyHandlers.ofString());
            Answers.require(url, answer, OK, answer.body());
            JsonNode status = Answers.json(answer.body());
            switch (status.path("status").asString("")) {
                case "completed", "failed", "canceled" -> {
                    return status;
                }
                default -> done.accept(status.path("progress").asDouble(0));
            }
            Thread.sleep(looks.failed());
        }
    }

    /** Fetches the result of a job. */
    void download(String job, AudioFileType type, Path to)
            throws IOException, ConversionException, InterruptedException {
        HttpResponse<Path> answer = get("/download/" + job + type.suffix(), BodyHandlers.ofFile(to));
        Answers.require(url, answer, OK, "");
    }

    /**
     * Sends a request of an administrator, once.
     *
     * @param body members of a JSON object; empty for none
     * @return the JSON of the answer, empty if it has none
     */
    public JsonNode call(String method, String path, Map<String, String> body)
            throws IOException, ConversionException, InterruptedException {
        HttpRequest request = request(path)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty() && !method.equals("POST")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
                .timeout(PATIENCE)
                .build();
        HttpResponse<String> answer;
        try {
            answer = http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw unreachable(e);
        }
        if (answer.statusCode() >= 300) {
            Answers.require(url, answer, OK, answer.body());
        }
        return Answers.json(answer.body());
    }

    /** Cancels a job, if the server can be reached. */
    void cancel(String job) {
        HttpRequest request = request("/jobs/" + job + "/cancel")
                .POST(BodyPublishers.noBody())
                .timeout(CANCEL_PATIENCE)
                .build();
        http.sendAsync(request, BodyHandlers.discarding())
                .handle((_, _) -> true) // Else it ends by itself.
                .join();
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "application/json");
        token.ifPresent(t -> request.header("Authorization", "Bearer " + t));
        return request;
    }

    private <T> HttpResponse<T> get(String path, BodyHandler<T> body) throws IOException, InterruptedException {
        return persistently(() -> http.send(request(path).timeout(PATIENCE).build(), body));
    }

    private <T> HttpResponse<T> persistently(Persistent.Attempt<T> attempt) throws IOException, InterruptedException {
        try {
            return persistent.send(attempt);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private IOException unreachable(IOException cause) {
        String reason = Optional.ofNullable(cause.getMessage()).orElse("no connection");
        return new IOException(url + " can't be reached: " + reason, cause);
    }
}
