package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer.Result;
import tools.jackson.databind.JsonNode;

/** More than one result of a video that was uploaded once. */
class RenditionsEndToEndIT extends SoundFixture {
    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private Path sound;

    @BeforeAll
    void makeSound() throws Exception {
        sound = tone();
    }

    private HttpResponse<byte[]> again(String job, String type, String body) throws IOException, InterruptedException {
        return server.client()
                .send(
                        "POST",
                        "/jobs/" + job + "/renditions",
                        BodyPublishers.ofString(body, UTF_8),
                        "Content-Type",
                        type);
    }

    private static String idOf(Result result) {
        return result.status().required("job_id").stringValue();
    }

    @Test
    void storedVideoIsConvertedAgain() throws Exception {
        Result first = server.convert(sound, "title=Erste&chapters=0:00+A");
        String id = idOf(first);
        Result louder = server.result(Client.jobId(again(id, JSON, "{\"loudness\": -14, \"start\": 2}")));
        assertThat(louder.status().required("source_job").stringValue()).isEqualTo(id);
        assertThat(louder.status().required("source").required("filename").stringValue())
                .isEqualTo("v.mp4");
        assertThat(louder.member("seconds").doubleValue()).isEqualTo(4, within(0.05));
        assertThat(Media.loudness(louder.file()) + 3.01).isEqualTo(-14, within(0.5));
        assertThat(Media.probe(louder.file(), "-show_chapters"))
                .as("given with the video")
                .contains("title=A");
        Result original = server.result(Client.jobId(again(idOf(louder), FORM, "format=original&chapters=none")));
        assertThat(original.url()).endsWith(".m4a");
        assertThat(original.status().required("source_job").stringValue())
                .as("that came with the video")
                .isEqualTo(id);
        assertThat(Media.probe(original.file(), "-show_chapters")).doesNotContain("title=A");
        assertThat(first.status().has("source_job")).isFalse();
    }

    @Test
    void coverAndChaptersOfARenditionAreFiles() throws Exception {
        String id = idOf(server.convert(sound, "quality=4"));
        Path picture = folder.resolve("rendition.png");
        Media.ffmpeg("-f", "lavfi", "-i", "testsrc=size=300x200", "-frames:v", "1", picture.toString());
        Path chapters = Files.writeString(folder.resolve("rendition.txt"), "0:00 A\n0:02 B\n");
        Result result = server.result(Client.jobId(server.client()
                .form(
                        "/jobs/" + id + "/renditions?year=2026",
                        "cover",
                        picture,
                        "chapters",
                        chapters,
                        "title",
                        "New")));
        assertThat(Media.probe(result.file(), "-show_chapters", "-show_format", "-show_streams"))
                .contains("title=B", "TAG:title=New", "width=300");
    }

    @Test
    void resultsOutliveTheJobOfTheVideo() throws Exception {
        Result first = server.convert(sound, "quality=4");
        Result second = server.result(Client.jobId(again(idOf(first), FORM, "channels=mono")));
        assertThat(server.client()
                        .send("DELETE", "/jobs/" + idOf(first), BodyPublishers.noBody())
                        .statusCode())
                .isEqualTo(204);
        String path = second.url().substring(second.url().indexOf("/download/"));
        assertThat(server.client().get(path).statusCode()).isEqualTo(200);
        Client.problem(again(idOf(first), JSON, "{}"), 404, "JOB_NOT_FOUND");
        JsonNode problem = Client.problem(again(idOf(second), JSON, "{}"), 410, "JOB_EXPIRED");
        assertThat(problem.required("detail").stringValue()).contains("Upload it again");
    }

    @Test
    void wrongOptionsAreRefused() throws Exception {
        String id = idOf(server.convert(sound, "quality=4"));
        Client.problem(again(id, JSON, "{\"loudness\": 3}"), 422, "INVALID_OPTION");
        Client.problem(again(id, JSON, "{\"loudness\": [1]}"), 422, "INVALID_OPTION");
        Client.problem(again(id, JSON, "[]"), 400, "INVALID_REQUEST");
        Client.problem(again(id, FORM, "lowdness=-16"), 422, "INVALID_OPTION");
        Client.problem(server.client().form("/jobs/" + id + "/renditions", "file", sound), 400, "INVALID_REQUEST");
        Client.problem(again("0".repeat(32), JSON, "{}"), 404, "JOB_NOT_FOUND");
    }
}
