package org.soundlift.app.figures;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The room that the files of a folder take. */
public final class FolderSize extends SimpleFileVisitor<Path> {
    /** An operator does not wait longer for a number. */
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final long deadline = System.nanoTime() + PATIENCE.toNanos();
    private long bytes;

    private FolderSize() {}

    /** Returns a text such as 50.4 MB, or "more than 50.4 MB" if counting takes long; empty if there is nothing yet. */
    public static Optional<String> of(Path folder) {
        FolderSize size = new FolderSize();
        try {
            Files.walkFileTree(folder, size);
        } catch (IOException e) {
            return Optional.empty();
        }
        String prefix = size.isLate() ? "more than " : "";
        return size.bytes == 0 ? Optional.empty() : Optional.of(prefix + Figures.size(size.bytes));
    }

    private boolean isLate() {
        return System.nanoTime() > deadline;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        bytes += attributes.size();
        return isLate() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
    }

    /** Files come and go. */
    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        return FileVisitResult.CONTINUE;
    }
}
