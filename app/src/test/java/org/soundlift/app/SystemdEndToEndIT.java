package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** The notifications of a service to its service manager (sd_notify(3)). socat stands in for systemd. */
class SystemdEndToEndIT {
    @TempDir
    Path folder;

    @Test
    void saysThatItIsReadyThatItLivesAndThatItEnds() throws Exception {
        Path socket = folder.resolve("notify");
        Path heard = folder.resolve("heard");
        Process manager = new ProcessBuilder("socat", "-u", "UNIX-RECV:" + socket, "OPEN:" + heard + ",creat,append")
                .inheritIO()
                .start();
        try {
            await().until(() -> Files.exists(socket));
            Map<String, String> environment =
                    Map.of("NOTIFY_SOCKET", socket.toString(), "WATCHDOG_USEC", "400000", "HOME", folder.toString());
            SoundliftProcess server = SoundliftProcess.serveWith(environment, folder.resolve("data"));
            try (server) {
                await().untilAsserted(
                                () -> assertThat(text(heard)).startsWith("READY=1\nSTATUS=listening on 127.0.0.1:"));
                await().untilAsserted(() ->
                        assertThat(text(heard).split("WATCHDOG=1", -1)).hasSizeGreaterThan(4));
                Media.run("kill", "-STOP", "" + server.handle().pid());
                long heardBefore = Files.size(heard);
                await().pollDelay(java.time.Duration.ofSeconds(1)).until(() -> true);
                assertThat(Files.size(heard))
                        .as("a stopped process sends nothing")
                        .isLessThanOrEqualTo(heardBefore + 20);
                Media.run("kill", "-CONT", "" + server.handle().pid());
                server.terminate();
            }
            await().untilAsserted(() -> assertThat(text(heard)).contains("STOPPING=1"));
        } finally {
            manager.destroyForcibly();
        }
    }

    private static String text(Path file) throws Exception {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** Each line of the unit in the package is a section, a comment or an assignment. */
    @Test
    void unitIsWellFormed() throws Exception {
        Path unit = Path.of("../deploy/package/debian/soundlift.service");
        List<String> lines = Files.readAllLines(unit);
        assertThat(lines)
                .contains("Type=notify", "WatchdogSec=60", "TimeoutStartSec=infinity")
                .allMatch(line -> line.isEmpty() || line.matches("#.*|\\[\\w+]|\\w+=.*"));
    }
}
