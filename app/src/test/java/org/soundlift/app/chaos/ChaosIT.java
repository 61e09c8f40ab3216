package org.soundlift.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every fault at every point, in all ways of running: {@code make chaos}. In the usual run of tests, the riskiest of them.
 *
 * <p>{@code -Dsoundlift.chaos=} takes {@code all}, {@code risky}, or numbers of faults and words of cells' names, with commas; {@code -Dsoundlift.chaos-seed=}
 * the seed of an earlier run.
 */
class ChaosIT {
    private static final String CHOICE = System.getProperty("soundlift.chaos", "risky");

    @Test
    void noFaultBreaksAnInvariant() throws Exception {
        long seed = Long.getLong("soundlift.chaos-seed", System.currentTimeMillis());
        System.out.println("Seed " + seed);
        Path folder = Files.createDirectories(Path.of("target", "chaos").toAbsolutePath());
        Path run = Files.createTempDirectory(folder, "run-");
        Scene.makeVideos(run);
        Tally tally = new Tally(seed);
        List<Thread> lanes = new ArrayList<>();
        for (Way way : Way.values()) {
            List<Cell> cells = chosen(way);
            if (way == Way.SMALL_DISKS && !DiskFaults.canRun()) {
                System.out.println("NOT RUN: faults of disks, which need root");
            } else if (cells.size() > 1) { // The first is calm.
                lanes.add(Thread.ofPlatform().name("chaos-" + way).start(new Lane(way, cells, run, tally, seed)));
            }
        }
        for (Thread lane : lanes) {
            lane.join();
        }
        tally.write(folder.resolve("matrix.md"));
        System.out.println(tally.table());
        assertThat(tally.rows()).hasSizeGreaterThan(1);
        assertThat(tally.rows().stream().filter(row -> !row.broken().isEmpty())).isEmpty();
    }

    private static List<Cell> chosen(Way way) {
        Cell calm = new Cell(0, "none", "calm", way, true, scene -> scene.load(Scene.JOBS));
        Stream<Cell> all = Stream.of(
                        ProcessFaults.cells(),
                        ServerFaults.cells(),
                        DiskFaults.cells(),
                        NetworkFaults.cells(),
                        MessageFaults.cells(),
                        UploadFaults.cells())
                .flatMap(List::stream)
                .filter(cell -> cell.way() == way)
                .filter(ChaosIT::isChosen);
        return Stream.concat(Stream.of(calm), all).toList();
    }

    private static boolean isChosen(Cell cell) {
        return switch (CHOICE) {
            case "all" -> true;
            case "risky" -> cell.risky();
            default ->
                Arrays.stream(CHOICE.split(","))
                        .anyMatch(words -> words.matches("\\d+")
                                ? cell.fault() == Integer.parseInt(words)
                                : cell.name().contains(words));
        };
    }
}
