package org.soundlift.app.chaos;

import static org.soundlift.app.chaos.Acts.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.soundlift.app.support.Media;

/** Fault 7: disks that are full, read-only or gone. */
final class DiskFaults {
    private static final List<Way> SMALL = List.of(Way.SMALL_DISKS);
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final int BLOCK_BYTES = 1 << 20;

    private DiskFaults() {}

    /** Returns true where disks can be made: as root. */
    static boolean canRun() {
        return System.getProperty("user.name").equals("root");
    }

    static List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String place : List.of("media", "work", "")) {
            String name = place.isEmpty() ? "database" : place;
            cells.addAll(Cell.in(
                    SMALL,
                    7,
                    "disk full",
                    name,
                    fault(scene -> fill(scene, place), LENGTH, scene -> empty(scene, place))));
        }
        // Not that of the database: the kernel makes no disk read-only while a file on it is open for writing.
        for (String place : List.of("media", "work")) {
            cells.addAll(Cell.in(
                    SMALL,
                    7,
                    "disk read-only",
                    place,
                    fault(scene -> remount(scene, place, "ro"), LENGTH, scene -> remount(scene, place, "rw"))));
            cells.addAll(Cell.in(
                    List.of(Way.ONE_PROCESS),
                    7,
                    "folder gone",
                    place,
                    fault(
                            scene -> move(scene, place, place + "-away"),
                            LENGTH,
                            scene -> move(scene, place + "-away", place))));
        }
        return cells;
    }

    private static Path place(Scene scene, String place) {
        return scene.stage.data("all").resolve(place);
    }

    private static void fill(Scene scene, String place) throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        try (OutputStream out = Files.newOutputStream(place(scene, place).resolve("fill"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            // That is what is wanted.
        }
    }

    private static void empty(Scene scene, String place) throws IOException {
        Files.delete(place(scene, place).resolve("fill"));
    }

    private static void remount(Scene scene, String place, String as) throws IOException, InterruptedException {
        Media.run(
                "mount",
                "-o",
                "remount," + as,
                scene.stage.data("all").resolve(place).toString());
    }

    private static void move(Scene scene, String from, String to) throws IOException {
        Files.move(place(scene, from), place(scene, to));
    }
}
