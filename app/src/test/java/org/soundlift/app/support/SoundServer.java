package org.soundlift.app.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** A server that converts one video after the other. */
public final class SoundServer implements AutoCloseable {
    private final Path folder;
    private final SoundliftProcess process;
    private final Client client;

    /** @param folder for its data and for results */
    public SoundServer(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.process = SoundliftProcess.serve(folder.resolve("data"));
        this.client = new Client(process);
    }

    /** A job that has ended, and its result. */
    public record Result(JsonNode status, Path file) {
        public JsonNode member(String name) {
            return status.required("result").required(name);
        }

        public double loudness(String name) {
            return member("loudness").required(name).doubleValue();
        }

        public int rate() {
            return member("sample_rate").intValue();
        }

        public String url() {
            return status.required("download_url").stringValue();
        }
    }

    public Client client() {
        return client;
    }

    /** Returns the result of a video. */
    public Result convert(Path video, String query) throws IOException, InterruptedException {
        String job = Client.jobId(client.upload(BodyPublishers.ofFile(video), "?filename=v.mp4&" + query));
        return result(job);
    }

    /** Returns the result of a job. */
    public Result result(String job) throws IOException, InterruptedException {
        JsonNode status = client.ended(job);
        assertThat(status.required("status").stringValue())
                .as(status.toString())
                .isEqualTo("completed");
        String url = status.required("download_url").stringValue();
        Path file = Files.createTempFile(folder, "result", url.substring(url.lastIndexOf('.')));
        Files.write(file, client.get(url.substring(url.indexOf("/download/"))).body());
        return new Result(status, file);
    }

    /** Returns the error of a video that can't be converted. */
    public JsonNode failure(Path video, String query) throws IOException, InterruptedException {
        return client.ended(Client.jobId(client.upload(BodyPublishers.ofFile(video), "?" + query)))
                .required("error");
    }

    @Override
    public void close() {
        process.close();
    }
}
