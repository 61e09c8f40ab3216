package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.soundlift.app.settings.Setting;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.UnknownVariables;

/** Every {@code SOUNDLIFT_…} in sources, docs and manifests is a setting, and every setting is in the docs. */
class SettingNamesTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern NAME = Pattern.compile("SOUNDLIFT_[A-Z0-9_]*[A-Z0-9]");
    private static final List<String> PLACES =
            List.of("docs", "deploy", "tools", "README.md", "SECURITY.md", "soundlift");
    private static final Set<String> MODULES =
            Set.of("app", "auth", "converter", "core", "gateway", "http", "notification", "queue", "storage");

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String place : PLACES) {
            files.addAll(under(PROJECT.resolve(place)));
        }
        for (String module : MODULES) {
            files.addAll(under(PROJECT.resolve(module).resolve("src/main")));
        }
        return files;
    }

    private static List<Path> under(Path place) throws IOException {
        try (Stream<Path> tree = Files.walk(place)) {
            return tree.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(m4a|mp4|svg|png|ico|jar)"))
                    .toList();
        }
    }

    private static Set<String> names(Path file) {
        try {
            return NAME.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(file.toString(), e);
        }
    }

    @Test
    void everyNameIsOfASetting() throws IOException {
        List<String> unknown = new ArrayList<>();
        for (Path file : files()) {
            for (String name : names(file)) {
                UnknownVariables.warnings(Map.of(name, "")).forEach(warning -> unknown.add(file + ": " + warning));
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void unknownNameIsFound() {
        assertThat(UnknownVariables.warnings(Map.of("SOUNDLIFT_SEEDED", ""))).hasSize(1);
    }

    @Test
    void everySettingIsInTheDocs() throws IOException {
        String docs = Files.readString(PROJECT.resolve("docs/configuration.md"));
        for (Setting<?> setting : Settings.ALL) {
            assertThat(docs).contains("`" + setting.variable() + "`", "`" + setting.flag() + "`");
        }
    }
}
