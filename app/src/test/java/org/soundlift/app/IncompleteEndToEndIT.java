package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** A video whose second half was lost on the way: refused with what is there, and converted where that is wanted. */
class IncompleteEndToEndIT {
    @TempDir
    Path folder;

    private Path cut = Path.of("");

    @BeforeEach
    void cutAVideo() throws Exception {
        Path whole = Media.make(
                folder.resolve("whole.mp4"),
                List.of("-f", "lavfi", "-i", "sine=sample_rate=44100:duration=8"),
                "-c:a",
                "aac",
                "-movflags",
                "+faststart");
        byte[] bytes = Files.readAllBytes(whole);
        cut = Files.write(folder.resolve("cut.mp4"), Arrays.copyOf(bytes, bytes.length / 2));
    }

    @Test
    void serviceSaysHowMuchIsThereAndConvertsItIfAllowed() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"))) {
            Client client = new Client(server);
            JsonNode refused = client.ended(client.accepted(cut)).required("error");
            assertThat(refused.required("code").stringValue()).isEqualTo("TRUNCATED_MEDIA");
            assertThat(refused.required("detail").stringValue()).contains(" of 8.0 seconds of its sound are there");
            String job =
                    Client.jobId(client.upload(BodyPublishers.ofFile(cut), "?filename=cut.mp4&allow_incomplete=true"));
            JsonNode result = client.ended(job).required("result");
            assertThat(result.required("seconds").doubleValue()).isBetween(2.0, 5.0);
            JsonNode warning = result.required("warnings").get(0);
            assertThat(warning.required("code").stringValue()).isEqualTo("SOURCE_INCOMPLETE");
            assertThat(warning.required("detail").stringValue()).contains("at its end is missing");
            HttpResponse<byte[]> wrong =
                    client.upload(BodyPublishers.ofFile(cut), "?filename=cut.mp4&allow_incomplete=perhaps");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(new String(wrong.body(), UTF_8)).contains("allow_incomplete", "true or false");
        }
    }

    @Test
    void commandDoesTheSame() throws Exception {
        SoundliftProcess refused =
                SoundliftProcess.run(folder.resolve("refused.log"), List.of(), "convert", cut.toString());
        assertThat(refused.exitStatus()).isOne();
        assertThat(refused.output()).contains("TRUNCATED_MEDIA", " of 8.0 seconds of its sound are there");
        SoundliftProcess allowed = SoundliftProcess.run(
                folder.resolve("allowed.log"), List.of(), "convert", "--allow-incomplete", cut.toString());
        assertThat(allowed.exitStatus()).as(allowed.output()).isZero();
        assertThat(allowed.output()).contains("note: The recording ends at ");
        SoundliftProcess tooLong = SoundliftProcess.run(
                folder.resolve("long.log"),
                List.of(),
                "convert",
                "--max-duration",
                "3s",
                folder.resolve("whole.mp4").toString());
        assertThat(tooLong.output()).contains("DURATION_LIMIT_EXCEEDED");
    }
}
