package org.soundlift.app.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every fault at every point, in all ways of running: {@code make chaos}. In the usual run of tests, the riskiest of them.
 *
 * <p>{@code -Dsoundlift.chaos=} takes {@code all}, {@code risky}, or numbers of faults and words of cells' names, with commas; {@code -Dsoundlift.chaos-seed=}
 * the seed of an earlier run.
 */
class ChaosIT {
    private static final int MOST_OF_A_LANE = 50;

    private static final String CHOICE = System.getProperty("soundlift.chaos", "risky");

    /** The cells of the short run: faults that services of this kind are known to fail at, and those that would lose most. */
    private static final Set<String> RISKY = Set.of(
            "1 kill -9 gateway · after commit before the answer · ONE_PROCESS",
            "1 kill -9 gateway · after the answer before publish · ONE_PROCESS",
            "2 kill -9 converter · FFmpeg running · ONE_PROCESS",
            "2 kill -9 converter · MP3 stored before the announcement · ONE_PROCESS",
            "6 kill -9 notification · after 250 before the ack · ONE_PROCESS",
            "7 disk full · work · SMALL_DISKS",
            "12 Idempotency-Key replayed · after kill -9 · ONE_PROCESS",
            "17 job deleted · MP3 stored · ONE_PROCESS",
            "1 kill -9 gateway · between publish and confirm · GRIDFS",
            "2 kill -9 converter · announced before the ack · S3",
            "4 kill -9 broker · publishing · GRIDFS",
            "5 kill -9 MariaDB · accept · GRIDFS",
            "5 kill -9 MariaDB · claim of the outbox · GRIDFS",
            "8 converter-broker half open · 10 s · GRIDFS",
            "10 malformed JSON · video · GRIDFS",
            "14 a file ends the converter · each time · S3",
            "2 kill -9 converter · MP3 stored before the announcement · S3",
            "9 store cuts its answers · writing the MP3 · S3",
            "12 gateway killed · between pieces (tus) · S3",
            "13 SIGTERM of each in turn · under load · S3");

    @Test
    void riskyCellsAreThere() {
        assertThat(Arrays.stream(Way.values()).flatMap(ChaosIT::cells).map(Cell::name))
                .doesNotHaveDuplicates()
                .containsAll(RISKY);
    }

    @Test
    void noFaultBreaksAnInvariant() throws Exception {
        long seed = Long.getLong("soundlift.chaos-seed", System.currentTimeMillis());
        System.out.println("Seed " + seed);
        Path folder = Files.createDirectories(Path.of("target", "chaos").toAbsolutePath());
        Path run = Files.createTempDirectory(folder, "run-");
        Scene.makeVideos(run);
        Tally tally = new Tally(seed);
        List<Thread> lanes = new ArrayList<>();
        List<String> planned = new ArrayList<>();
        for (Way way : Way.values()) {
            List<Cell> cells = chosen(way);
            if (way == Way.SMALL_DISKS && !DiskFaults.canRun()) {
                System.out.println("NOT RUN: faults of disks, which need root");
            } else {
                for (List<Cell> part : parts(way, cells)) {
                    part.forEach(cell -> planned.add(cell.name()));
                    Path own = Files.createDirectory(run.resolve(way + "-" + lanes.size()));
                    Lane lane = new Lane(way, part, own, run, tally, seed);
                    lanes.add(Thread.ofPlatform().name("chaos-" + way).start(lane));
                }
            }
        }
        for (Thread lane : lanes) {
            lane.join();
        }
        tally.write(folder.resolve("matrix.md"));
        System.out.println(tally.table());
        assertThat(planned).hasSizeGreaterThan(1);
        assertThat(tally.rows().stream().map(row -> row.cell().name())).containsAll(planned);
        assertThat(tally.rows().stream().filter(row -> !row.broken().isEmpty())).isEmpty();
    }

    private static List<Cell> chosen(Way way) {
        return cells(way).filter(ChaosIT::isChosen).toList();
    }

    /** Cells of one way, each part for a lane: they wait most of the time, so that more lanes are faster. A calm one is first. */
    private static List<List<Cell>> parts(Way way, List<Cell> cells) {
        int count = Math.ceilDiv(cells.size(), MOST_OF_A_LANE);
        List<List<Cell>> parts = new ArrayList<>();
        for (int part = 0; part < count; part++) {
            List<Cell> own = new ArrayList<>();
            own.add(new Cell(0, "none", "calm", way, scene -> scene.load(Scene.JOBS)));
            for (int i = part; i < cells.size(); i += count) {
                own.add(cells.get(i));
            }
            parts.add(own);
        }
        return parts;
    }

    private static Stream<Cell> cells(Way way) {
        return Stream.of(
                        ProcessFaults.cells(),
                        ServerFaults.cells(),
                        DiskFaults.cells(),
                        NetworkFaults.cells(),
                        MessageFaults.cells(),
                        DeletionFaults.cells(),
                        UploadFaults.cells())
                .flatMap(List::stream)
                .filter(cell -> cell.way() == way);
    }

    private static boolean isChosen(Cell cell) {
        return switch (CHOICE) {
            case "all" -> true;
            case "risky" -> RISKY.contains(cell.name());
            default ->
                Arrays.stream(CHOICE.split(","))
                        .anyMatch(words -> words.matches("\\d+")
                                ? cell.fault() == Integer.parseInt(words)
                                : cell.name().contains(words));
        };
    }
}
