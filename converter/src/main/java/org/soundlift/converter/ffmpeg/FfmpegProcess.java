package org.soundlift.converter.ffmpeg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.soundlift.converter.sandbox.Sandbox;

/**
 * A running FFmpeg: it is fed through one pipe, and the other two are drained all the time, or it would hang once one is
 * full; it is ended when it takes too long or makes no progress.
 */
final class FfmpegProcess {
    private static final int LONGEST_LINE = 1_000;
    private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);
    /** SIGHUP, SIGINT, SIGKILL and SIGTERM; FFmpeg itself makes 255 of those that it can catch. */
    private static final Set<Integer> ENDED_BY_OTHERS = Set.of(255, 128 + 1, 128 + 2, 128 + 9, 128 + 15);

    /** Encoders behind it are ended and waited for; that takes milliseconds. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    /** The most CPU time of a process that is stopped, or waits. */
    private static final Duration IDLE_CPU = Duration.ofSeconds(1);

    private static final Duration TELLING_PERIOD = Duration.ofMillis(250);

    private final Process process;
    private final Optional<ProcessHandle> handle;
    private final Command command;
    private final Ffmpeg.Progress progress;
    private final InputFeeder feeder;
    private final Thread outputReader;
    private final Thread messageReader;
    private volatile long lastProgressNanos = System.nanoTime();
    private final Messages messages = new Messages();
    private volatile Optional<Throwable> outputFailure = Optional.empty();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private double lastSeconds;
    private long lastToldNanos = System.nanoTime() - TELLING_PERIOD.toNanos();
    private Duration lastCpu = Duration.ZERO;

    FfmpegProcess(Process process, Command command, InputStream input, Ffmpeg.Output output, Ffmpeg.Progress progress) {
        this.process = process;
        this.handle = Sandbox.handle(process);
        this.command = command;
        this.progress = progress;
        this.feeder = InputFeeder.start(input, process.getOutputStream());
        this.outputReader = Thread.ofPlatform().name("ffmpeg-output").daemon().start(() -> read(output));
        this.messageReader =
                Thread.ofPlatform().name("ffmpeg-messages").daemon().start(this::readMessages);
    }

    FfmpegResult await(Duration timeout, Duration cpuLimit, CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        CompletableFuture<?> onCancel = canceled.thenRun(this::stop);
        try {
            End end = watch(timeout);
            if (canceled.isDone()) {
                throw new CancellationException();
            }
            messageReader.join();
            return result(end, cpuLimit);
        } finally {
            onCancel.cancel(false);
            stop();
            join(outputReader, LONGEST_STOP);
            join(feeder.thread(), LONGEST_STOP);
        }
    }

    /** Not even an interruption lets the caller go on while a thread uses what is the caller's. */
    private static void join(Thread thread, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        boolean interrupted = false;
        while (thread.isAlive() && System.nanoTime() < end) {
            try {
                thread.join(WATCH_PERIOD);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private FfmpegResult result(End end, Duration cpuLimit) throws IOException {
        feeder.requireSourceRead();
        requireOutputTaken();
        int status = process.exitValue();
        if (end != End.BY_ITSELF && feeder.isStuck()) {
            throw new IOException("the video can't be read: its store does not answer");
        }
        if (end == End.IDLE) {
            throw new IOException("FFmpeg did nothing for "
                    + command.longestStandstill().toSeconds() + " s: it was stopped, or the machine is overloaded");
        }
        // At the limit of CPU time FFmpeg ends as on a signal.
        if (end == End.TOO_LATE || lastCpu.plus(WATCH_PERIOD.multipliedBy(2)).compareTo(cpuLimit) >= 0) {
            throw new FfmpegTimeoutException(messages.toString());
        }
        if (ENDED_BY_OTHERS.contains(status)) {
            throw new IOException("FFmpeg was ended by a signal, status " + status);
        }
        return messages.result(status);
    }

    /** The end of a run. */
    private enum End {
        /** Its output is taken. */
        BY_ITSELF,
        /** It took too long, or worked without progress: the input is to blame. */
        TOO_LATE,
        /** It stood still and used no CPU: the surroundings are to blame. */
        IDLE
    }

    /** Waits for the end of the process. One that stands still or takes too long is stopped, with the reading of its output. */
    private End watch(Duration timeout) throws InterruptedException {
        long begin = System.nanoTime();
        long progressSeen = lastProgressNanos;
        Duration cpuAtProgress = Duration.ZERO;
        while (!process.waitFor(WATCH_PERIOD.toMillis(), TimeUnit.MILLISECONDS) || !outputReader.join(WATCH_PERIOD)) {
            long now = System.nanoTime();
            lastCpu = handle.flatMap(h -> h.info().totalCpuDuration()).orElse(lastCpu);
            if (command.mayWaitForInput() && feeder.isReading()) {
                lastProgressNanos = now;
            }
            if (progressSeen != lastProgressNanos) {
                progressSeen = lastProgressNanos;
                cpuAtProgress = lastCpu;
            }
            boolean standsStill =
                    now - lastProgressNanos > command.longestStandstill().toNanos();
            if (standsStill || now - begin > timeout.toNanos()) {
                stop();
                process.waitFor();
                boolean isIdle = lastCpu.minus(cpuAtProgress).compareTo(IDLE_CPU) < 0;
                return standsStill && isIdle ? End.IDLE : End.TOO_LATE;
            }
        }
        return End.BY_ITSELF;
    }

    /** Interrupts once: a second time could hit the output while it ends what it has begun. Waits for nothing. */
    private void stop() {
        boolean isFirst = !stopped.getAndSet(true);
        kill();
        if (isFirst) {
            outputReader.interrupt();
        }
    }

    /** By its handle: {@link Process#destroyForcibly} first closes the pipe that is being written, which can take for ever. */
    private void kill() {
        handle.ifPresent(Sandbox::kill);
    }

    private void requireOutputTaken() throws IOException {
        switch (outputFailure.orElse(null)) {
            case null -> {}
            case IOException e -> throw e;
            case Throwable e -> throw new IOException("what FFmpeg has written can't be used", e);
        }
    }

    private void read(Ffmpeg.Output output) {
        try (InputStream written = process.getInputStream()) {
            output.read(written, this::tell);
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            if (!stopped.get()) { // Otherwise it fails because it was stopped.
                outputFailure = Optional.of(e);
                kill();
            }
        }
    }

    private synchronized void tell(double seconds) {
        long now = System.nanoTime();
        if (seconds > lastSeconds) {
            lastSeconds = seconds;
            lastProgressNanos = now;
            if (now - lastToldNanos > TELLING_PERIOD.toNanos()) {
                lastToldNanos = now;
                progress.onProgress(seconds, feeder.bytes());
            }
        }
    }

    /** They are read by one thread, and asked for when it has ended. */
    private void readMessages() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                messages.add(line.substring(0, Math.min(line.length(), LONGEST_LINE)));
            }
        } catch (IOException killed) {
            messages.add("[cut]");
        }
    }
}
