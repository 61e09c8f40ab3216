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
        delete(parent, 1); // Not the folder itself: it may be a disk of its own.
    }

    @Override
    public void close() throws IOException {
        delete(path, 0);
    }

    /** @param depth what is nearer to the folder stays; 0 for the folder itself */
    private static void delete(Path folder, int depth) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(folder)) {
            deepestFirst = tree.filter(path -> path.getNameCount() >= folder.getNameCount() + depth)
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
