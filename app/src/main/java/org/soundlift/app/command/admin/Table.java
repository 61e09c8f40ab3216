package org.soundlift.app.command.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.soundlift.core.media.SourceName;

/** Lines of columns, each as wide as its widest text. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    Table(String... titles) {
        add(titles);
    }

    void add(String... texts) {
        lines.add(Arrays.stream(texts).map(SourceName::inOneLine).toList());
    }

    List<String> lines() {
        int[] widths = IntStream.range(0, lines.getFirst().size())
                .map(column -> lines.stream()
                        .mapToInt(line -> line.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        return lines.stream().map(line -> line(line, widths)).toList();
    }

    private static String line(List<String> texts, int... widths) {
        return IntStream.range(0, texts.size())
                .mapToObj(column -> texts.get(column)
                        + " ".repeat(widths[column] - texts.get(column).length()))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }
}
