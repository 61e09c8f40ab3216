package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Small rooms with a sign on every door: the sizes of files and packages, and {@code package-info.java}. */
class RoomsTest {
    private static final int MEDIAN_LINES = 70;
    private static final int LINES_OF_NINE_TENTHS = 160;
    private static final int MOST_LINES = 350;
    private static final int MOST_FILES = 20;
    /** One class for each box of ISO/IEC 14496-12 that it reads. */
    private static final String LARGE_ROOM = "soundlift/mp4";

    private static List<Path> sources() throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of(".."))) {
            return tree.filter(file -> file.toString().matches("\\.\\./[a-z0-9]+/src/main/java/.*\\.java"))
                    .toList();
        }
    }

    private static Map<Path, List<Path>> rooms() throws IOException {
        return sources().stream().collect(Collectors.groupingBy(Path::getParent));
    }

    @Test
    void filesAreSmall() throws IOException {
        List<Integer> lines = sources().stream().map(RoomsTest::lines).sorted().toList();
        assertThat(lines).hasSizeGreaterThan(300);
        assertThat(lines.get(lines.size() / 2)).isLessThanOrEqualTo(MEDIAN_LINES);
        assertThat(lines.get(lines.size() * 9 / 10)).isLessThanOrEqualTo(LINES_OF_NINE_TENTHS);
        assertThat(lines.getLast()).isLessThanOrEqualTo(MOST_LINES);
    }

    private static int lines(Path file) {
        try {
            return Files.readAllLines(file).size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(file.toString(), e);
        }
    }

    @Test
    void packagesAreSmall() throws IOException {
        Map<Path, List<Path>> rooms = rooms();
        rooms.forEach((room, files) -> {
            if (!room.endsWith(LARGE_ROOM)) {
                assertThat(files).as(room.toString()).hasSizeLessThanOrEqualTo(MOST_FILES);
            }
        });
        assertThat(rooms.keySet()).anyMatch(room -> room.endsWith(LARGE_ROOM));
    }

    @Test
    void everyPackageTellsWhatItIs() throws IOException {
        for (Path room : rooms().keySet()) {
            assertThat(room.resolve("package-info.java"))
                    .exists()
                    .content()
                    .containsPattern("Read \\{@link [\\w.]+} first\\.")
                    .contains("<p>Knows ")
                    .contains("<p>Must never ");
        }
    }
}
