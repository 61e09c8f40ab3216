package org.soundlift.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/**
 * The cases in which another FFmpeg than the one in the jar is used: the one on the PATH is a script here, which
 * notes its runs.
 */
class OtherFfmpegEndToEndIT {
    /** AudioSpecificConfig (ISO/IEC 14496-3 §1.6.2.1) of AAC LC at 44.1 kHz in two channels, as FFmpeg writes it. */
    private static final String AAC_LC = "\u0012\u0010V\u00e5\u0000";

    /** The same of xHE-AAC: audio object type 42, which FFmpeg decodes from 7.1 on. */
    private static final String XHE_AAC = "\u00f9H@\u0000\u0000";

    @TempDir
    Path folder;

    private Path program = Path.of("");
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void putFfmpegOnThePath() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        String real = Media.run("sh", "-c", "command -v ffmpeg").strip();
        // What it decodes is a tone of three seconds, whatever it gets.
        program = Files.writeString(bin.resolve("ffmpeg"), """
                #!/bin/sh
                echo "$*" >>'%s/runs'
                case "$*" in
                -version) echo 'ffmpeg version 7.1-test Copyright'; exit;;
                *-f\\ wav\\ pipe:1) cat >/dev/null & exec %s -v error -f lavfi -i sine=duration=3 -c:a pcm_f32le -f wav pipe:1;;
                esac
                exec %s "$@"
                """.formatted(folder, real, real));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        environment.put("PATH", bin + ":/usr/bin:/bin");
        environment.put("SOUNDLIFT_SANDBOX", "off"); // It would not let the shell start anything.
        environment.put("SOUNDLIFT_CACHE", folder.resolve("cache").toString());
    }

    private Path xheAac() throws Exception {
        Path aac = Media.make(
                folder.resolve("xhe-aac.m4a"),
                List.of("-f", "lavfi", "-i", "sine=sample_rate=44100:duration=3"),
                "-c:a",
                "aac",
                "-ac",
                "2");
        String bytes = Files.readString(aac, ISO_8859_1);
        assertThat(bytes).contains(AAC_LC);
        return Files.writeString(aac, bytes.replace(AAC_LC, XHE_AAC), ISO_8859_1);
    }

    @Test
    void soundThatOursDoesNotDecodeIsDecodedByTheOneOnThePath() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serveWith(environment, folder.resolve("data"))) {
            Client client = new Client(server);
            JsonNode other = client.ended(client.accepted(xheAac()));
            assertThat(other.required("status").stringValue()).isEqualTo("completed");
            assertThat(other.required("result").required("decoder").stringValue())
                    .isEqualTo("ffmpeg 7.1-test");
            assertThat(other.required("result").required("seconds").doubleValue())
                    .isEqualTo(3);
            assertThat(server.output()).contains("Trying FFmpeg 7.1-test at " + program);
            JsonNode usual = client.ended(client.accepted(Media.video(folder, 1)));
            assertThat(usual.required("result").has("decoder")).isFalse();
        }
    }

    @Test
    void whereThereIsNoOtherTheCodeSaysSo() throws Exception {
        Files.delete(program);
        environment.put("PATH", folder.resolve("bin").toString());
        assertThat(convert(xheAac()).output()).contains("UNSUPPORTED_AUDIO");
    }

    @Test
    void itIsNotEvenStartedForUsualSoundUnlessItIsNamed() throws Exception {
        Path video = Media.video(folder, 1);
        assertThat(convert(video).exitStatus()).isZero();
        assertThat(folder.resolve("runs")).doesNotExist();
        environment.put("SOUNDLIFT_FFMPEG", program.toString());
        assertThat(convert(video).exitStatus()).isZero();
        assertThat(folder.resolve("runs")).exists();
    }

    private SoundliftProcess convert(Path video) throws IOException, InterruptedException {
        return SoundliftProcess.runWith(
                environment, folder.resolve("convert.log"), "convert", "--force", video.toString());
    }
}
