package org.soundlift.storage.support;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.soundlift.core.support.PrivateServers;

/** A server with the interface of S3, in a process and with a folder of the test's own: it may be killed. */
public final class PrivateS3 implements PrivateServers.Killable {
    public static final String ACCESS_KEY = "test-access-key";
    public static final String SECRET_KEY = "test-secret-key";

    private static final AtomicInteger BUCKETS = new AtomicInteger();

    private final Path objects;
    private final int port;
    private final Process process;

    private PrivateS3(Path objects, int port, Process process) {
        this.objects = objects;
        this.port = port;
        this.process = process;
    }

    /** The server that all tests of this JVM share; it ends with the JVM. */
    public static PrivateS3 shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final PrivateS3 SERVER = PrivateServers.startForThisJvm("s3", PrivateS3::start);
    }

    /** A new server without buckets. */
    public static PrivateS3 start(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("s3"));
        Path objects = Files.createDirectories(home.resolve("objects"));
        int port = PrivateServers.freePort();
        Files.writeString(home.resolve("s3proxy.conf"), """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=filesystem-nio2
                jclouds.filesystem.basedir=%s
                """.formatted(port, ACCESS_KEY, SECRET_KEY, objects));
        String jar = System.getProperty("soundlift.s3proxy", "target/s3proxy.jar");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-jar",
                        Path.of(jar).toAbsolutePath().toString(),
                        "--properties",
                        home.resolve("s3proxy.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(home.toFile(), "out"))
                .start();
        Awaitility.await("the server for S3, see " + home + "/out")
                .atMost(Duration.ofSeconds(60))
                .until(() -> PrivateServers.listens(port));
        return new PrivateS3(objects, port, process);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** A new, empty bucket. */
    public String newBucket() throws IOException {
        String bucket = "bucket-" + BUCKETS.incrementAndGet();
        Files.createDirectory(objects.resolve(bucket));
        return bucket;
    }

    /** Returns the folder in which the server keeps the objects of a bucket. */
    public Path folder(String bucket) {
        return objects.resolve(bucket);
    }

    @Override
    public void kill() {
        process.destroyForcibly().onExit().join();
    }
}
