package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer;
import org.soundlift.app.support.SoundServer.Result;
import tools.jackson.databind.JsonNode;

/** The tracks of a video, and the choice among them. */
class TracksEndToEndIT {
    @TempDir
    static Path folder;

    private static SoundServer server;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        server = new SoundServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void trackIsChosenByNumberLanguageOrName() throws Exception {
        for (String name : List.of("two.mp4", "two.mkv")) {
            Path video = folder.resolve(name);
            Media.ffmpeg(
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=f=300:d=2",
                    "-f",
                    "lavfi",
                    "-i",
                    "sine=f=300:d=3",
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
                    "title=Kommentar",
                    "-metadata:s:a:1",
                    "handler_name=Kommentar",
                    video.toString());
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
}
