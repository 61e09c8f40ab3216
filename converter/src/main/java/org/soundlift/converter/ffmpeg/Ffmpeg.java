package org.soundlift.converter.ffmpeg;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleConsumer;

/**
 * An FFmpeg program that can write MP3.
 *
 * @param origin how it was found, for operators
 */
public record Ffmpeg(Path program, String version, String origin) {
    /**
     * Runs to the end.
     *
     * @param onSeconds is told how many seconds of sound are done, about four times a second
     * @param canceled ends the process as soon as it completes
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     * @throws IOException if the program can't be started or was ended by somebody else
     */
    public FfmpegResult run(
            FfmpegCommand command, Duration timeout, DoubleConsumer onSeconds, CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        return FfmpegProcess.start(command.arguments(program), onSeconds).await(timeout, canceled);
    }
}
