package org.soundlift.app.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Watches how much memory a process and all that it starts take together. */
public final class ProcessTree implements AutoCloseable {
    private static final int PERIOD_MILLIS = 20;

    private final ProcessHandle root;
    private final Thread watcher;
    private volatile long largestBytes;

    public ProcessTree(ProcessHandle root) {
        this.root = root;
        this.watcher = Thread.ofPlatform().daemon().start(this::watch);
    }

    private void watch() {
        while (!Thread.currentThread().isInterrupted()) {
            long bytes = Stream.concat(Stream.of(root), root.descendants())
                    .mapToLong(process -> residentBytes(process.pid()))
                    .sum();
            largestBytes = Math.max(largestBytes, bytes);
            try {
                Thread.sleep(PERIOD_MILLIS); // Between two looks, for as long as the test lasts; nothing is awaited.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static long residentBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1_024)
                    .sum();
        } catch (IOException | java.io.UncheckedIOException gone) {
            return 0;
        }
    }

    /** The most that was seen at a time. */
    public long largestBytes() {
        return largestBytes;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
