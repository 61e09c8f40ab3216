package org.soundlift.clients;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
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
        Programs.run(folder, "node", System.getProperty("typescript.compiler"), "--project", FOLDER.toString());
        try (Server server = new Server(folder)) {
            String program = FOLDER.resolve("js/convert.js").toString();
            String said = Programs.run(folder, "node", program, server.url(), Server.SOUND.toString());
            assertTrue(said.contains("converted "), said);
        }
    }
}
