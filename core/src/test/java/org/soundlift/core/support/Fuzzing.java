package org.soundlift.core.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs Jazzer on a class with {@code fuzzerTestOneInput(byte[])}, in a process of its own. Every input must be taken or
 * refused as that method allows; another exception, an endless loop or memory without end is a finding.
 *
 * <p>By default a few seconds and the same inputs each time, so that a build fails only for a change of its own;
 * {@code -Dsoundlift.fuzz-seconds=600} for a long run with others, of which the interesting ones are kept in
 * {@code target/fuzz}. More seeds come from the folders that {@code SOUNDLIFT_TEST_MEDIA} and
 * {@code SOUNDLIFT_HOSTILE_MEDIA} name.
 */
public final class Fuzzing {
    private static final Optional<String> SECONDS = Optional.ofNullable(System.getProperty("soundlift.fuzz-seconds"));
    private static final List<String> SMOKE = List.of("-seed=1", "-runs=20000", "-max_total_time=30");
    private static final int SECONDS_FOR_ONE_INPUT = 10;
    private static final int MEGABYTES = 2_000;
    private static final Pattern RUNS = Pattern.compile("(?m)^Done (\\d+) runs in");

    private Fuzzing() {}

    /**
     * Runs until the time is over or something is found.
     *
     * @param seeds inputs to begin with; those that were findings once are tried again each time
     */
    public static void run(Class<?> target, List<byte[]> seeds) throws IOException, InterruptedException {
        Path corpus = Files.createDirectories(Path.of("target", "fuzz", target.getSimpleName()));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=org.soundlift.**",
                "--reproducer_path=" + corpus.toAbsolutePath().getParent(),
                "-artifact_prefix=" + corpus.toAbsolutePath() + "-finding-",
                "-timeout=" + SECONDS_FOR_ONE_INPUT,
                "-rss_limit_mb=" + MEGABYTES,
                "-print_final_stats=1",
                corpus.toAbsolutePath().toString()));
        command.addAll(
                SECONDS.map(seconds -> List.of("-max_total_time=" + seconds)).orElse(SMOKE));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        Matcher runs = RUNS.matcher(said);
        assertThat(runs.find()).as(said).isTrue();
        assertThat(Long.parseLong(runs.group(1))).as(said).isGreaterThan(100);
    }

    /** The small files of a folder that an environment variable names; none if it names none. */
    public static List<byte[]> filesOf(String variable, int maxBytes) throws IOException {
        String folder = System.getenv(variable);
        List<byte[]> files = new ArrayList<>();
        if (folder != null) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
                for (Path file : entries) {
                    if (Files.isRegularFile(file) && Files.size(file) <= maxBytes) {
                        files.add(Files.readAllBytes(file));
                    }
                }
            }
        }
        return files;
    }
}
