package org.soundlift.storage.support;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.soundlift.core.support.PrivateServers;

/** A server that speaks MongoDB's protocol, in a process of the test's own. It keeps everything in memory. */
public final class PrivateMongo implements PrivateServers.Killable {
    private final int port;
    private final Process process;

    private PrivateMongo(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /** The server that all tests of this JVM share; it ends with the JVM. */
    public static PrivateMongo shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final PrivateMongo SERVER = PrivateServers.startForThisJvm("mongo", PrivateMongo::start);
    }

    /** A new server without databases. */
    public static PrivateMongo start(Path folder) throws IOException {
        return start(folder, PrivateServers.freePort());
    }

    /** A new server without databases, on that port. */
    public static PrivateMongo start(Path folder, int port) throws IOException {
        Path home = Files.createDirectories(folder.resolve("mongo"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx6g",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        PrivateMongo.class.getName(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(new File(home.toFile(), "out"))
                .start();
        PrivateMongo server = new PrivateMongo(port, process);
        Awaitility.await("the server for GridFS, see " + home + "/out")
                .atMost(Duration.ofSeconds(60))
                .until(() -> PrivateServers.listens(port));
        return server;
    }

    /** The server itself. */
    public static void main(String[] arguments) throws InterruptedException {
        MongoServer server = new MongoServer(new MemoryBackend());
        server.bind("127.0.0.1", Integer.parseInt(arguments[0]));
        new CountDownLatch(1).await();
    }

    public String uri() {
        return "mongodb://127.0.0.1:" + port + "/";
    }

    @Override
    public void kill() {
        process.destroyForcibly().onExit().join();
    }
}
