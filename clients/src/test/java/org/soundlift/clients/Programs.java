package org.soundlift.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that a test runs. */
final class Programs {
    private static final int MOST_SECONDS = 180;

    private Programs() {}

    /**
     * Runs a program to its end, which must be a good one.
     *
     * @param folder for what it writes
     * @return what it has written
     */
    static String run(Path folder, String... command) throws Exception {
        Path output = Files.createTempFile(folder, "run", ".log");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS));
        String said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
