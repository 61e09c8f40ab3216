package org.soundlift.converter.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.sandbox.Confinement;
import org.soundlift.converter.sandbox.Sandbox;

/**
 * An FFmpeg program that can write MP3.
 *
 * @param origin how it was found, for operators
 * @param sandbox where it runs
 */
public record Ffmpeg(Path program, String version, String origin, Sandbox sandbox) {
    static final String BUNDLED = "bundled";

    private static final long MEMORY_BYTES = 1L << 30;
    private static final int OPEN_FILES = 64;
    private static final int MAX_ANSWER_BYTES = 1 << 16;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final byte[] SOME_INPUT = "some input".getBytes(UTF_8);
    private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);

    /** Takes what a run writes to its standard output. */
    @FunctionalInterface
    public interface Output {
        /**
         * Reads to the end, on a thread of its own.
         *
         * @param done is to be told how many seconds of sound are done: a run without progress is ended
         * @throws IOException if it can take no more; then the run is ended
         */
        void read(InputStream written, DoubleConsumer done) throws IOException, InterruptedException;
    }

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
     * @param input what FFmpeg reads, where the command names no files; not closed
     * @param output takes the sound where the command names no target; otherwise it is given lines of progress
     * @param progress is told about four times a second
     * @param canceled ends the process as soon as it completes
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     * @throws IOException if the program can't be started or was ended by somebody else, if the input can't be read,
     *     or what {@code output} has thrown
     */
    public FfmpegResult run(
            Command command,
            InputStream input,
            Output output,
            Duration timeout,
            Progress progress,
            CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        Process process = start(command, timeout);
        return await(process, input, output, timeout, progress, canceled);
    }

    /** Starts a run, which waits for its input. */
    Process start(Command command, Duration timeout) throws IOException {
        for (Path file : command.writable()) {
            Files.write(file, new byte[0]);
        }
        return start(
                new ProcessBuilder(command.arguments(program)),
                command.readable(),
                command.writable(),
                timeout,
                command.largestFile());
    }

    /** Brings a run to its end; parameters and exceptions as {@link #run}. */
    FfmpegResult await(
            Process process,
            InputStream input,
            Output output,
            Duration timeout,
            Progress progress,
            CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        return new FfmpegProcess(process, input, output, progress).await(timeout, cpuLimit(timeout), canceled);
    }

    /**
     * What it answers, on both of its outputs; empty where it does not start.
     *
     * @param arguments may make it read a few bytes from {@code pipe:0}
     */
    String ask(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = start(
                    new ProcessBuilder(command).redirectErrorStream(true),
                    List.of(),
                    List.of(),
                    ANSWER_TIMEOUT,
                    MAX_ANSWER_BYTES);
            try (OutputStream input = process.getOutputStream()) {
                input.write(SOME_INPUT);
            } catch (IOException notWanted) {
                LOG.debug("FFmpeg reads no input", notWanted);
            }
            if (!process.waitFor(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            try (InputStream answer = process.getInputStream()) {
                return new String(answer.readNBytes(MAX_ANSWER_BYTES), UTF_8);
            }
        } catch (IOException e) {
            LOG.debug("{} does not start", program, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    /** Starts it within limits; it may read and write some files, and write none larger than the last number of bytes. */
    private Process start(
            ProcessBuilder command, List<Path> readable, List<Path> writable, Duration timeout, long largestFile)
            throws IOException {
        List<Path> programs = new ArrayList<>(List.of(program.toRealPath()));
        if (isBundled()) {
            programs.add(program.getParent()); // Its libraries lie beside it.
        }
        Confinement.Limits limits = new Confinement.Limits(cpuLimit(timeout), MEMORY_BYTES, largestFile, OPEN_FILES);
        return sandbox.start(command, new Confinement(programs, readable, writable, limits));
    }

    /** Decoder and encoder are threads of their own. */
    private static Duration cpuLimit(Duration timeout) {
        return timeout.multipliedBy(2);
    }

    /** Whether it is the one inside our own jar. */
    public boolean isBundled() {
        return origin.equals(BUNDLED);
    }
}
