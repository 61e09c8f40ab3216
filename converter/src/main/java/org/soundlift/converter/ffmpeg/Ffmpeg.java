package org.soundlift.converter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * An FFmpeg program that can write MP3.
 *
 * @param origin how it was found, for operators
 */
public record Ffmpeg(Path program, String version, String origin) {
    /** Is told how far a run has come. */
    @FunctionalInterface
    public interface Progress {
        /**
         * @param seconds of sound that are done
         * @param inputBytes that FFmpeg has taken
         */
        void onProgress(double seconds, long inputBytes);
    }

    /**
     * Runs to the end.
     *
     * @param input what FFmpeg reads; not closed
     * @param progress is told about four times a second
     * @param canceled ends the process as soon as it completes
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     * @throws IOException if the program can't be started or was ended by somebody else, or if the input can't be
     *     read
     */
    public FfmpegResult run(
            FfmpegCommand command,
            InputStream input,
            Duration timeout,
            Progress progress,
            CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        return FfmpegProcess.start(command.arguments(program), input, progress).await(timeout, canceled);
    }
}
