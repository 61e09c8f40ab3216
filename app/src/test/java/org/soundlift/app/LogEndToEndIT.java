package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a service. */
class LogEndToEndIT {
    @TempDir
    Path folder;

    @Test
    void eachJobHasOneReadableLineAndNothingLooksLikeAFailure() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"))) {
            Client client = new Client(server);
            String job = Client.jobId(client.upload(Media.video(folder, 2), "Sunday\nERROR sermon.mp4"));
            client.ended(job);
            await().untilAsserted(
                            () -> assertThat(server.output())
                                    .containsPattern(
                                            "INFO  Jobs Job " + job
                                                    + ", Sunday ERROR sermon.mp4 of anonymous: 2\\.0 s of sound became [\\d,]+ bytes in [\\d.]+ s, [\\d.]+ × real time \\[request [0-9a-f]{32}]\\n"));
            String failed = client.accepted(Media.silentMovie(folder));
            client.ended(failed);
            await().untilAsserted(() -> assertThat(server.output())
                    .contains("Job " + failed + ", silent.mp4 of anonymous failed with NO_AUDIO_TRACK: "));
            assertThat(server.output().lines())
                    .allMatch(line -> line.matches("\\S+Z INFO  .*|Soundlift is ready at .*"))
                    .noneMatch(line -> line.contains("Exception"));
        }
    }

    @Test
    void programsReadJson() throws Exception {
        try (SoundliftProcess server =
                SoundliftProcess.serve(folder.resolve("data"), "--log-format", "json", "--log-level", "debug")) {
            Client client = new Client(server.url().replace("\\/", "/")); // As JSON may have it.
            client.ended(client.accepted(Media.video(folder, 1)));
            await().untilAsserted(() -> assertThat(server.output()).contains("× real time"));
            List<JsonNode> lines = server.output()
                    .lines()
                    .map(line -> JsonMapper.builder().build().readTree(line))
                    .toList();
            assertThat(lines)
                    .allMatch(line -> line.has("timestamp") && line.has("level") && line.has("formattedMessage"));
            assertThat(lines)
                    .anyMatch(line -> line.required("level").stringValue().equals("DEBUG"));
        }
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"), "--log-level", "warn")) {
            new Client(server).ended(new Client(server).accepted(Media.video(folder, 1)));
            assertThat(server.output()).startsWith("Soundlift is ready at ").doesNotContain(" INFO ");
        }
    }
}
