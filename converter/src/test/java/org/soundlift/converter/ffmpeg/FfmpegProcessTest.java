package org.soundlift.converter.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs of the shell stand in for an FFmpeg that makes no progress. */
@Timeout(60)
class FfmpegProcessTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private record Impatient(List<String> arguments) implements Command {
        @Override
        public String logLevel() {
            return "error";
        }

        @Override
        public Duration longestStandstill() {
            return Duration.ofSeconds(3);
        }
    }

    private static Process shell(String script) throws IOException {
        return new ProcessBuilder("sh", "-c", script).start();
    }

    private static void await(Process process) throws Exception {
        new FfmpegProcess(
                        process,
                        new Impatient(List.of()),
                        InputStream.nullInputStream(),
                        (written, _) -> written.transferTo(OutputStream.nullOutputStream()),
                        (_, _) -> {})
                .await(LONG, LONG, new CompletableFuture<>());
    }

    @Test
    void processThatWasStoppedIsTriedAgain() throws Exception {
        Process process = shell("kill -STOP $$");
        assertThatThrownBy(() -> await(process))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(FfmpegTimeoutException.class)
                .hasMessageContaining("did nothing for 3 s");
        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void inputThatMakesItWorkForNothingIsToBlame() throws Exception {
        Process process = shell("while :; do :; done");
        assertThatThrownBy(() -> await(process)).isInstanceOf(FfmpegTimeoutException.class);
        assertThat(process.isAlive()).isFalse();
    }
}
