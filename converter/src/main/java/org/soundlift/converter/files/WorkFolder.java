package org.soundlift.converter.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A private folder for what is not finished; gone when it is closed. */
public record WorkFolder(Path path) implements AutoCloseable {
    public static WorkFolder create(Path parent) throws IOException {
        return new WorkFolder(Files.createTempDirectory(parent, "job-"));
    }

    /** Deletes what is left in {@code parent} from a process that died. */
    public static void clear(Path parent) throws IOException {
        Files.createDirectories(parent);
        try (Stream<Path> left = Files.list(parent)) { // Not the folder itself: it may be a disk of its own.
            for (Path path : left.toList()) {
                delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        delete(path);
    }

    private static void delete(Path folder) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(folder)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
