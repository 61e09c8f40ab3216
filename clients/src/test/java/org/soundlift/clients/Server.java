package org.soundlift.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program in a process of its own. */
final class Server implements AutoCloseable {
    static final Path SOUND = Path.of(System.getProperty("soundlift.sound"));

    private static final Pattern READY = Pattern.compile("ready at (http://\\S+)");
    private static final long START_MILLIS = 60_000;

    private final Process process;
    private final String url;

    Server(Path folder) throws IOException, InterruptedException {
        Path log = folder.resolve("server.log");
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("soundlift.jar"),
                        "serve",
                        "--port",
                        "0",
                        "--data",
                        folder.resolve("data").toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.currentTimeMillis() + START_MILLIS;
        Matcher ready = READY.matcher("");
        while (!ready.find()) {
            if (!process.isAlive() || System.currentTimeMillis() > deadline) {
                close();
                throw new AssertionError("did not start:\n" + Files.readString(log));
            }
            Thread.sleep(100); // The log of another process can only be polled.
            ready = READY.matcher(Files.readString(log));
        }
        url = ready.group(1);
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
