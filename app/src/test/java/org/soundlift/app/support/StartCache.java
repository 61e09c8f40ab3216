package org.soundlift.app.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The ahead-of-time cache (JEP 514) of the packaged jar. A process needs a third less CPU with it until it is ready, and the tests start
 * hundreds of processes. Users have the same from {@code tools/start}.
 */
final class StartCache {
    private StartCache() {}

    /**
     * Makes the cache beside the jar where it is not there yet, or of an older jar. Returns its path.
     *
     * @param java the program with those options that all processes have
     */
    static Path make(Path jar, List<String> java) {
        Path cache = jar.resolveSibling("tests.aot");
        try {
            if (!Files.exists(cache)
                    || Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(jar)) < 0) {
                train(jar, java, cache);
            }
            return cache;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no ahead-of-time cache", e);
        }
    }

    private static void train(Path jar, List<String> java, Path cache) throws IOException, InterruptedException {
        Path draft = Files.createTempFile(cache.getParent(), "tests", ".aot");
        List<String> command = new ArrayList<>(java);
        command.addAll(List.of("-XX:AOTCacheOutput=" + draft, "-jar", jar.toString(), "train"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("no ahead-of-time cache:\n" + output);
        }
        Files.move(draft, cache, StandardCopyOption.REPLACE_EXISTING);
    }
}
