package org.soundlift.app.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.soundlift.app.support.Client;

/** Runs the cells of one way, one after another, each against what the ones before have left. */
final class Lane implements Runnable {
    /** Faults that leave the second gateway alone. */
    private static final Set<Integer> SPARE_A_GATEWAY = Set.of(2, 3, 6, 9, 14, 16);
    /** Of a machine on which JVMs start meanwhile. */
    private static final long NOISE_MS = 1_000;

    private final Way way;
    private final List<Cell> cells;
    private final Path folder;
    private final Path videos;
    private final Tally tally;
    private final Random random;
    private int stages;
    private long normalP99 = NOISE_MS;

    /** @param folder for what this lane makes */
    Lane(Way way, List<Cell> cells, Path folder, Path videos, Tally tally, long seed) {
        this.way = way;
        this.cells = cells;
        this.folder = folder;
        this.videos = videos;
        this.tally = tally;
        this.random = new Random(seed ^ way.name().hashCode());
    }

    @Override
    public void run() {
        int done = 0;
        while (done < cells.size()) {
            try {
                Path own = Files.createDirectories(folder.resolve("stage-" + stages++));
                try (Stage stage = Stage.of(way, own)) {
                    Observer observer = new Observer(stage, own);
                    done = runFrom(done, stage, observer);
                    tally.add(swept(observer));
                }
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                tally.add(
                        new Tally.Row(cells.get(done), Map.of(), 0, 0, -1, List.of("the stage does not stand: " + e)));
                done++;
            }
        }
    }

    /** Returns the row of the sweep after the last cell of a stage. */
    private Tally.Row swept(Observer observer) {
        Cell cell = new Cell(0, "none", "after the sweep", way, _ -> {});
        try {
            return new Tally.Row(cell, Map.of(), 0, 0, -1, observer.leftOver());
        } catch (Exception e) { // A server that does not answer must not end the other lanes.
            return new Tally.Row(cell, Map.of(), 0, 0, -1, List.of("the stores can't be listed: " + e));
        }
    }

    /** Returns the number of the next cell: where one is broken, it gets a stage that is whole. */
    private int runFrom(int first, Stage stage, Observer observer) throws IOException {
        for (int i = first; i < cells.size(); i++) {
            Tally.Row row = run(cells.get(i), i, stage, observer);
            tally.add(row);
            if (!row.broken().isEmpty()) {
                Files.writeString(
                        folder.resolve("cell-" + i + ".log"),
                        row.cell().name() + "\n" + String.join("\n", row.broken()) + "\n" + stage.logs());
                return i + 1;
            }
        }
        return cells.size();
    }

    private Tally.Row run(Cell cell, int number, Stage stage, Observer observer) {
        List<String> broken = new ArrayList<>();
        long before = System.nanoTime();
        Map<String, Integer> states = Map.of();
        int refused = 0;
        long p99 = -1;
        try (Scene scene = new Scene(stage, videos, "cell" + number, random)) {
            try (Bystander bystander = new Bystander(
                    new Client(stage.url(stage.gateways().getLast())), scene.session(Stage.USERS.getFirst()))) {
                try {
                    cell.act().run(scene);
                } finally {
                    stage.heal();
                }
                broken.addAll(observer.broken(scene));
                p99 = way.isServices() ? bystander.p99Millis() : -1;
                calm(cell, p99, bystander.failed(), broken);
            }
            states = observer.states(scene);
            refused = scene.refused.get();
        } catch (Exception | AssertionError e) { // A cell that fails is a row of the table, and the next one runs.
            broken.add("the cell did not run to its end: " + e);
            e.printStackTrace();
        }
        return new Tally.Row(cell, states, refused, (System.nanoTime() - before) / 1_000_000_000, p99, broken);
    }

    /** I8: who is not concerned has answers within twice the usual time. */
    private void calm(Cell cell, long p99, int failed, List<String> broken) {
        if (!way.isServices()) {
            return;
        }
        if (cell.fault() == 0) {
            normalP99 = Math.max(p99, NOISE_MS / 2);
        } else if (SPARE_A_GATEWAY.contains(cell.fault()) && (p99 > 2 * normalP99 || failed > 0)) {
            broken.add("I8 p99 is " + p99 + " ms instead of at most " + 2 * normalP99 + ", " + failed + " failed");
        }
    }
}
