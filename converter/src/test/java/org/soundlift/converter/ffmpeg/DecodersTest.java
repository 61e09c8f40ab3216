package org.soundlift.converter.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.converter.sandbox.Sandbox;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.Channels;
import org.soundlift.core.media.MediaFormat;

/** With a program that takes its input for its output, and notes the id of each of its processes. */
class DecodersTest {
    private static final FfmpegCommand AS_IS = command(Optional.empty());
    private static final FfmpegCommand MONO = command(Optional.of(Channels.MONO));

    @TempDir
    Path folder;

    private Path notes = Path.of("");
    private Decoders decoders = new Decoders(new Ffmpeg(notes, "", "", Sandbox.off()), Duration.ZERO);

    private static FfmpegCommand command(Optional<Channels> channels) {
        AudioOptions options = new AudioOptions(AudioOptions.DEFAULT.rate(), channels);
        return new FfmpegCommand(MediaFormat.ISO_BASE_MEDIA, options, Duration.ofHours(1), Optional.empty());
    }

    @BeforeEach
    void writeProgram() throws IOException {
        notes = Files.createFile(folder.resolve("notes"));
        Path program = folder.resolve("ffmpeg");
        Files.writeString(program, "#!/bin/sh\necho $$ >>'" + notes + "'\nexec cat\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        decoders = new Decoders(new Ffmpeg(program, "0", "a test", Sandbox.off()), Duration.ofMinutes(1));
    }

    @AfterEach
    void endAll() {
        decoders.close();
    }

    private List<Long> started() throws IOException {
        return Files.readAllLines(notes).stream().map(Long::valueOf).toList();
    }

    private void awaitStarted(int processes) {
        await().until(() -> started().size() == processes);
    }

    private boolean isRunning(int index) throws IOException {
        return ProcessHandle.of(started().get(index))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private void run(FfmpegCommand command) throws Exception {
        AtomicReference<String> sound = new AtomicReference<>("");
        FfmpegResult result = decoders.run(
                command,
                new ByteArrayInputStream("some sound".getBytes(UTF_8)),
                (written, done) -> sound.set(new String(written.readAllBytes(), UTF_8)),
                Duration.ofMinutes(1),
                (seconds, bytes) -> {},
                new CompletableFuture<>());
        assertThat(result.exitStatus()).isZero();
        assertThat(sound.get()).isEqualTo("some sound");
    }

    @Test
    void nothingIsStartedAheadUnasked() throws Exception {
        run(AS_IS);
        run(AS_IS);
        assertThat(started()).hasSize(2);
    }

    @Test
    void whatWaitsIsUsedAndReplaced() throws Exception {
        decoders.startAhead(AS_IS, 1);
        awaitStarted(1);
        run(AS_IS);
        assertThat(isRunning(0)).isFalse();
        awaitStarted(2);
        assertThat(isRunning(1)).isTrue();
        decoders.close();
        await().until(() -> !isRunning(1));
    }

    @Test
    void whatWaitsForAnotherCommandGivesWayToMoreOfThisOne() throws Exception {
        decoders.startAhead(AS_IS, 1);
        awaitStarted(1);
        run(MONO);
        awaitStarted(3);
        await().until(() -> !isRunning(0));
        assertThat(isRunning(2)).isTrue();
        run(MONO);
        assertThat(isRunning(2)).isFalse();
    }

    @Test
    void whatHasDiedWaitingIsPassedOver() throws Exception {
        decoders.startAhead(AS_IS, 1);
        awaitStarted(1);
        ProcessHandle.of(started().getFirst()).orElseThrow().destroyForcibly();
        await().until(() -> !isRunning(0));
        run(AS_IS);
        assertThat(started().size()).isGreaterThanOrEqualTo(2);
    }
}
