package org.soundlift.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated client for TypeScript: compiled in strict mode, then it uploads, waits, downloads, compares the bytes. */
class TypeScriptClientIT {
    /** The generated client, the program that uses it, and the compiler. */
    private static final Path FOLDER = Path.of("target", "typescript");

    @TempDir
    Path folder;

    @Test
    void converts() throws Exception {
        run("node", System.getProperty("typescript.compiler"), "--project", FOLDER.toString());
        try (Server server = new Server(folder)) {
            String program = FOLDER.resolve("js/convert.js").toString();
            String said = run("node", program, server.url(), Server.SOUND.toString());
            assertTrue(said.contains("converted "), said);
        }
    }

    private String run(String... command) throws Exception {
        Path output = Files.createTempFile(folder, "run", ".log");
        Process process = new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        String said = Files.readString(output);
        assertEquals(0, process.exitValue(), said);
        return said;
    }
}
