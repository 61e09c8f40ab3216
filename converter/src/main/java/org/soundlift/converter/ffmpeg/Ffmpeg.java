package org.soundlift.converter.ffmpeg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
 * An FFmpeg program.
 *
 * @param version such as {@code 4.4.1}, as the program prints it
 * @param lame the version of its LAME, such as {@code 3.100}; empty where it only decodes
 * @param sandbox confines each run
 */
public record Ffmpeg(Path program, String version, String lame, Sandbox sandbox) {
    private static final long MEMORY_BYTES = 1L << 30;
    private static final long NO_FILES = 0;
    private static final int OPEN_FILES = 64;
    private static final int MAX_ANSWER_BYTES = 1 << 16;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(Ffmpeg.class);

    /** Reads what a run writes to its standard output. */
    @FunctionalInterface
    public interface Output {
        /**
         * Reads to the end, on a thread of its own.
         *
         * @param done accepts the seconds of sound that are done: a run without progress is ended
         * @throws IOException if it can read no more; the run is then ended
         */
        void read(InputStream written, DoubleConsumer done) throws IOException, InterruptedException;
    }

    /** Receives how far a run has come. */
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
     * @param input read by FFmpeg; not closed
     * @param output reads what FFmpeg writes
     * @param progress called about four times a second
     * @param canceled ends the process as soon as it completes
     * @throws java.util.concurrent.CancellationException if {@code canceled} came first
     * @throws FfmpegTimeoutException if it took longer than {@code timeout}, or made no progress
     * @throws IOException if the program can't be started or was ended from outside, if the input can't be read, or
     *     what {@code output} has thrown
     */
    public FfmpegResult run(
            Command command,
            InputStream input,
            Output output,
            Duration timeout,
            Progress progress,
            CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        Process process = start(builder(command), timeout);
        FfmpegProcess running;
        try {
            running = new FfmpegProcess(process, command, input, output, progress);
        } catch (RuntimeException | Error e) { // No more threads: nothing else would end it.
            Sandbox.handle(process).ifPresent(Sandbox::kill);
            throw e;
        }
        return running.await(timeout, cpuLimit(timeout), canceled);
    }

    private ProcessBuilder builder(Command command) {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of("-hide_banner", "-nostats", "-loglevel", command.logLevel()));
        words.addAll(command.arguments());
        return new ProcessBuilder(words);
    }

    /**
     * Returns what it writes to both of its outputs.
     *
     * @param input all that it can read from {@code pipe:0}
     * @throws IOException if it does not start
     */
    String ask(byte[] input, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = start(new ProcessBuilder(command).redirectErrorStream(true), ANSWER_TIMEOUT);
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.write(input);
        } catch (IOException notWanted) {
            LOG.debug("FFmpeg reads no input", notWanted);
        }
        try {
            if (!process.waitFor(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                Sandbox.handle(process).ifPresent(Sandbox::kill);
            }
        } catch (InterruptedException e) {
            Sandbox.handle(process).ifPresent(Sandbox::kill);
            Thread.currentThread().interrupt();
        }
        try (InputStream answer = process.getInputStream()) {
            return new String(answer.readNBytes(MAX_ANSWER_BYTES), ISO_8859_1);
        }
    }

    /** Starts it within limits: it can read and write nothing but its pipes. */
    private Process start(ProcessBuilder command, Duration timeout) throws IOException {
        Confinement.Limits limits = new Confinement.Limits(cpuLimit(timeout), MEMORY_BYTES, NO_FILES, OPEN_FILES);
        List<Path> programs = List.of(program.toRealPath());
        return sandbox.start(command, new Confinement(programs, List.of(), List.of(), limits));
    }

    /** A run may use more than one thread: demuxer, decoder, filters. */
    private static Duration cpuLimit(Duration timeout) {
        return timeout.multipliedBy(2);
    }
}
