package org.soundlift.converter.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** A folder for what is not finished; gone when it is closed, and when the program is interrupted. */
public final class ScratchFolder implements AutoCloseable {
    private final WorkFolder folder;
    private final CompletableFuture<Void> interrupted = new CompletableFuture<>();
    private final Thread onInterrupt = Thread.ofPlatform().unstarted(this::interrupt);

    private ScratchFolder(WorkFolder folder) {
        this.folder = folder;
    }

    /**
     * Beside a file, so that what was finished can be renamed to it.
     *
     * @throws CancellationException if the program is interrupted already
     */
    static ScratchFolder beside(Path file) throws IOException {
        return in(folderOf(file));
    }

    /** Returns the folder of a file. */
    public static Path folderOf(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }

    /**
     * In a folder that exists.
     *
     * @throws CancellationException if the program is interrupted already
     */
    public static ScratchFolder in(Path parent) throws IOException {
        ScratchFolder scratch = new ScratchFolder(new WorkFolder(Files.createTempDirectory(parent, ".soundlift-")));
        try {
            Runtime.getRuntime().addShutdownHook(scratch.onInterrupt);
        } catch (IllegalStateException shutsDown) {
            scratch.delete();
            throw new CancellationException();
        }
        return scratch;
    }

    public Path path() {
        return folder.path();
    }

    /** Completes when the program is interrupted: nothing may be written here then. */
    public CompletableFuture<Void> interrupted() {
        return interrupted;
    }

    private void interrupt() {
        interrupted.complete(null);
        delete();
    }

    private void delete() {
        try {
            folder.close();
        } catch (IOException | UncheckedIOException e) {
            // Another thread still writes into it, or nothing may be deleted here: nothing that could be done about it.
        }
    }

    @Override
    public void close() {
        delete();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException shutsDown) {
            // It deletes once more, and finds nothing.
        }
    }
}
