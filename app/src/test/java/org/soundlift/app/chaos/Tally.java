package org.soundlift.app.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The results of the cells, as a table in Markdown. */
final class Tally {
    private final List<Row> rows = new CopyOnWriteArrayList<>();
    private final long seed;

    /**
     * A cell that was run.
     *
     * @param states how many jobs ended in each state
     * @param refused uploads that were not accepted, and tried again
     * @param p99 of requests that the fault does not concern, in milliseconds; negative where there are none
     */
    record Row(Cell cell, Map<String, Integer> states, int refused, long seconds, long p99, List<String> broken) {}

    Tally(long seed) {
        this.seed = seed;
    }

    void add(Row row) {
        rows.add(row);
        System.out.println((row.broken().isEmpty() ? "ok     " : "BROKEN ")
                + row.cell().name() + " " + row.states() + " in " + row.seconds() + " s"
                + (row.broken().isEmpty() ? "" : "\n    " + String.join("\n    ", row.broken())));
    }

    List<Row> rows() {
        return rows;
    }

    String table() {
        StringBuilder table = new StringBuilder("Seed " + seed + ", " + rows.size() + " cells, "
                + rows.stream().filter(row -> !row.broken().isEmpty()).count() + " with a broken invariant.\n\n");
        table.append(
                "| # | fault | point | way | jobs | tried again | s | p99, ms | broken |\n|---|---|---|---|---|---|---|---|---|\n");
        rows.stream()
                .sorted(Comparator.comparingInt((Row row) -> row.cell().fault())
                        .thenComparing(row -> row.cell().what())
                        .thenComparing(row -> row.cell().point()))
                .forEach(row -> table.append("| %d | %s | %s | %s | %s | %d | %d | %s | %s |\n"
                        .formatted(
                                row.cell().fault(),
                                row.cell().what(),
                                row.cell().point(),
                                row.cell().way(),
                                states(row.states()),
                                row.refused(),
                                row.seconds(),
                                row.p99() < 0 ? "" : row.p99(),
                                row.broken().isEmpty() ? "0" : String.join("; ", row.broken()))));
        return table.toString();
    }

    private static String states(Map<String, Integer> states) {
        return String.join(
                ", ",
                states.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .toList());
    }

    void write(Path file) throws IOException {
        Files.writeString(file, table());
    }
}
