package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer.Result;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** The tracks of a video, and the choice among them. */
class TracksEndToEndIT extends SoundFixture {
    @Test
    void trackIsChosenByNumberLanguageOrName() throws Exception {
        for (String name : List.of("two.mp4", "two.mkv")) {
            Path video = two(name);
            for (String track : List.of("2", "de", "deu", "ger", "kommentar")) {
                Result result = server.convert(video, "track=" + track);
                assertThat(result.member("seconds").doubleValue())
                        .as(name + " " + track)
                        .isBetween(2.9, 3.1);
                assertThat(result.member("track").intValue()).isEqualTo(2);
            }
            Result usual = server.convert(video, "quality=2");
            assertThat(usual.member("track").intValue()).isOne();
            assertThat(usual.member("tracks")).hasSize(2);
            assertThat(usual.member("warnings").toString()).contains("SEVERAL_TRACKS", "1 (eng), 2 (");
            JsonNode error = server.failure(video, "track=9");
            assertThat(error.required("code").stringValue()).isEqualTo("TRACK_NOT_FOUND");
            assertThat(error.required("detail").stringValue()).contains("There are: 1 (eng), 2 (");
        }
    }

    /** Tones of two and three seconds, of which the second one has a language and a name. */
    private static Path two(String name) throws IOException, InterruptedException {
        String named = "Kommentar";
        Path video = folder.resolve(name);
        Media.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                "sine=f=300:d=2",
                "-f",
                "lavfi",
                "-i",
                "sine=f=3000:d=3",
                "-map",
                "0",
                "-map",
                "1",
                "-c:a",
                "aac",
                "-metadata:s:a:0",
                "language=eng",
                "-metadata:s:a:1",
                "language=ger",
                "-metadata:s:a:1",
                "title=" + named,
                "-metadata:s:a:1",
                "handler_name=" + named,
                video.toString());
        return video;
    }

    private Path download(String url, String name) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = server.client().get(url.substring(url.indexOf("/download/")));
        assertThat(answer.statusCode()).isEqualTo(200);
        return Files.write(folder.resolve(name), answer.body());
    }

    @Test
    void eachTrackIsAFileWhereAllAreWanted() throws Exception {
        for (String name : List.of("all.mp4", "all.mkv")) {
            Result result = server.convert(two(name), "track=all&title=T");
            assertThat(result.url()).endsWith(".zip");
            try (ZipFile zip = new ZipFile(result.file().toFile())) {
                assertThat(zip.stream().map(ZipEntry::getName))
                        .hasSize(2)
                        .first()
                        .asString()
                        .startsWith("track-1");
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    assertThat(zip.getInputStream(entry).readAllBytes()).hasSize((int) entry.getSize());
                }
            }
            String job = result.status().required("job_id").stringValue();
            for (JsonNode track : result.member("tracks")) {
                int number = track.required("number").intValue();
                JsonNode file = track.required("file");
                Path mp3 = download(file.required("download_url").stringValue(), name + number + ".mp3");
                assertThat(Media.samples(mp3))
                        .as("the priming samples of the encoder are heard in Matroska")
                        .isBetween((number + 1L) * 44_100, (number + 1L) * 44_100 + 2_048);
                assertThat(Files.size(mp3)).isEqualTo(file.required("bytes").longValue());
                assertThat(Media.run("mp3val", mp3.toString())).doesNotContain("WARNING");
                assertThat(file.has("offset")).isFalse();
            }
            assertThat(download("/download/" + job + ".mp3", "first.mp3"))
                    .as("the first track")
                    .hasSameBinaryContentAs(folder.resolve(name + "1.mp3"));
            HttpResponse<byte[]> part = server.client().get("/download/" + job + "-2.mp3", "Range", "bytes=100-199");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body())
                    .isEqualTo(Arrays.copyOfRange(Files.readAllBytes(folder.resolve(name + "2.mp3")), 100, 200));
            assertThat(part.headers().firstValue("Content-Disposition").orElseThrow())
                    .contains("v-2.mp3");
            assertThat(server.client().get("/download/" + job + "-3.mp3").statusCode())
                    .isEqualTo(404);
            assertThat(server.client().get("/download/" + job + "-2.wav").statusCode())
                    .isEqualTo(307);
        }
    }

    @Test
    void commandWritesEachTrack() throws Exception {
        Path video = two("command.mp4");
        SoundliftProcess run = convertCommand("--track", "all", "--format", "original", video.toString());
        assertThat(run.exitStatus()).as(run.output()).isZero();
        assertThat(run.output()).contains("command.m4a", "command-2.m4a");
        assertThat(Media.samples(folder.resolve("command-2.m4a"))).isGreaterThanOrEqualTo(3 * 44_100);
    }
}
