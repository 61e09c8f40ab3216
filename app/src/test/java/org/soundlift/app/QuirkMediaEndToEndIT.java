package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.SoundliftProcess;

/**
 * Files as phones, cameras, editors and recorders write them, in the folder that {@code SOUNDLIFT_QUIRK_MEDIA} names: the program
 * that {@code SOUNDLIFT_QUIRK_CHECK} names converts them and measures lengths, tones, silence, levels and tags.
 */
class QuirkMediaEndToEndIT {
    private static final Duration LIMIT = Duration.ofMinutes(8);

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheFiles() {
        boolean given = System.getenv("SOUNDLIFT_QUIRK_MEDIA") != null;
        if (!given) {
            System.out.println("NOT RUN: quirky media, for SOUNDLIFT_QUIRK_MEDIA names none");
        }
        assumeTrue(given, "SOUNDLIFT_QUIRK_MEDIA names no folder");
    }

    private void check(String... how) throws Exception {
        File output = folder.resolve("output").toFile();
        List<String> command = new ArrayList<>(List.of(
                "python3",
                System.getenv("SOUNDLIFT_QUIRK_CHECK"),
                Path.of(System.getenv("SOUNDLIFT_QUIRK_MEDIA"), "manifest.json").toString()));
        command.addAll(List.of(how));
        Process checking = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        assertThat(checking.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output.toPath());
        assertThat(said.lines().filter(line -> line.startsWith("BAD"))).as(said).isEmpty();
        assertThat(checking.exitValue()).as(said).isZero();
        System.out.println(said.lines().reduce((_, last) -> last).orElseThrow());
    }

    @Test
    void serviceConvertsThemRight() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(folder.resolve("data"), "--max-audio-duration", "100h")) {
            check("--base", server.url());
        }
    }

    /** All but those of many hours, which take as long as encoding does. */
    @Test
    void commandConvertsThemRight() throws Exception {
        Path launcher = SoundliftProcess.launcher(folder.resolve("soundlift"));
        check("--cli", launcher.toString(), "--only", "[!a]*,a[!u]*,audible");
    }
}
