package org.soundlift.converter.ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * FFmpeg processes that decode. As its start takes longer than a short clip, one is started ahead whenever one has done its work;
 * confined like any, it waits at its pipe for the next sound. It ends with that pipe, at the latest when we end.
 */
public final class Decoders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Decoders.class);

    private final Ffmpeg ffmpeg;
    private final Duration timeout;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int most;

    private record Waiting(FfmpegCommand command, Process process) {}

    /**
     * Nothing is started ahead until somebody says so.
     *
     * @param timeout of each run
     */
    public Decoders(Ffmpeg ffmpeg, Duration timeout) {
        this.ffmpeg = ffmpeg;
        this.timeout = timeout;
    }

    /**
     * As {@link Ffmpeg#run}, for a command without target.
     *
     * @param left of the time for a run, where some of it is gone
     * @throws IOException as there
     */
    public FfmpegResult run(
            FfmpegCommand command,
            InputStream input,
            Ffmpeg.Output output,
            Duration left,
            Ffmpeg.Progress progress,
            CompletableFuture<?> canceled)
            throws IOException, InterruptedException {
        Optional<Process> ready = take(command);
        Process process = ready.isPresent() ? ready.get() : ffmpeg.start(command, timeout);
        try {
            return ffmpeg.await(process, input, output, left, progress, canceled);
        } finally {
            prepare(command);
        }
    }

    private synchronized Optional<Process> take(FfmpegCommand command) {
        Optional<Waiting> suited = waiting.stream()
                .filter(w -> w.command.equals(command) && w.process.isAlive())
                .findFirst();
        suited.ifPresent(waiting::remove);
        return suited.map(Waiting::process);
    }

    /**
     * From now on, some wait for work.
     *
     * @param first for which one is started at once
     * @param processes that may wait at a time
     */
    public void startAhead(FfmpegCommand first, int processes) {
        allow(processes);
        prepare(first);
    }

    private synchronized void allow(int processes) {
        most = processes;
    }

    private synchronized boolean isWanted() {
        return most > 0;
    }

    /** Starts one ahead, on a thread of its own; in place of one for another command, if there are enough. */
    private void prepare(FfmpegCommand command) {
        if (isWanted()) {
            Thread.ofPlatform().name("ffmpeg-ahead").daemon().start(() -> {
                try {
                    add(new Waiting(command, ffmpeg.start(command, timeout)));
                } catch (IOException e) {
                    LOG.debug("FFmpeg can't be started ahead", e); // The next run will tell.
                }
            });
        }
    }

    private synchronized void add(Waiting next) {
        waiting.removeIf(w -> !w.process.isAlive());
        waiting.addLast(next);
        while (waiting.size() > most) {
            waiting.removeFirst().process.destroyForcibly();
        }
    }

    /** Ends those that wait. */
    @Override
    public synchronized void close() {
        most = 0;
        waiting.forEach(w -> w.process.destroyForcibly());
        waiting.clear();
    }
}
