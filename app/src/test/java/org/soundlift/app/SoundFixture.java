package org.soundlift.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundServer;
import org.soundlift.app.support.SoundliftProcess;

/** A server that converts, and the command beside it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SoundFixture {
    @TempDir
    static Path folder;

    SoundServer server;

    @BeforeAll
    void start() throws Exception {
        server = new SoundServer(folder);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** A tone of six seconds. */
    static Path tone() throws IOException, InterruptedException {
        return Media.make(folder.resolve("tone.m4a"), List.of("-f", "lavfi", "-i", "sine=f=330:d=6"), "-c:a", "aac");
    }

    /** {@code soundlift convert}, which has ended. */
    static SoundliftProcess convertCommand(String... arguments) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("convert"));
        all.addAll(List.of(arguments));
        SoundliftProcess process = SoundliftProcess.run(
                Files.createTempFile(folder, "run", ".log"), List.of(), all.toArray(String[]::new));
        process.exitStatus();
        return process;
    }
}
