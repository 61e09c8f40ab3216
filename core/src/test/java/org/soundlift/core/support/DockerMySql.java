package org.soundlift.core.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A MySQL server of this JVM's own in a container: for machines with a Docker engine that has the image. */
public final class DockerMySql {
    private static final String IMAGE = "mysql:8.4";
    private static final String PASSWORD = "only-for-this-test";
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final String container;
    private final String port;

    private DockerMySql(String container) throws IOException, InterruptedException {
        this.container = container;
        this.port = run("docker", "port", container, "3306/tcp").replaceFirst("(?s).*:(\\d+)\\s.*", "$1");
    }

    /** The server that all tests of this JVM share. Skips the tests, aloud, where there can be none: ask before all. */
    public static DockerMySql shared() {
        Assumptions.assumeTrue(Shared.IS_POSSIBLE, "not tested on MySQL: no Docker engine with the image " + IMAGE);
        return Shared.Running.SERVER;
    }

    private static final class Shared {
        static final boolean IS_POSSIBLE = isPossible();

        private static final class Running {
            static final DockerMySql SERVER = start();
        }
    }

    private static boolean isPossible() {
        boolean possible;
        try {
            possible = status("docker", "image", "inspect", IMAGE) == 0;
        } catch (IOException | InterruptedException noDocker) {
            possible = false;
        }
        if (!possible) {
            System.err.println("SKIPPED: the tests on MySQL need a Docker engine with the image " + IMAGE);
        }
        return possible;
    }

    private static int status(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ": "
                    + new String(process.getErrorStream().readAllBytes(), UTF_8));
        }
        return output;
    }

    private static DockerMySql start() {
        try {
            String id = run(
                            "docker",
                            "run",
                            "--rm",
                            "--detach",
                            "--publish",
                            "127.0.0.1::3306",
                            "--env",
                            "MYSQL_ROOT_PASSWORD=" + PASSWORD,
                            IMAGE)
                    .strip();
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(id)));
            DockerMySql server = new DockerMySql(id);
            // The server that only sets things up listens on no port, so that this finds the real one.
            Awaitility.await().atMost(Duration.ofMinutes(3)).ignoreExceptions().until(() -> {
                server.sql("select 1");
                return true;
            });
            return server;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("MySQL does not start", e);
        }
    }

    private static void stop(String container) {
        try {
            int _ = status("docker", "kill", container);
        } catch (IOException | InterruptedException e) {
            System.err.println("container " + container + " is left: " + e);
        }
    }

    private void sql(String statement) throws IOException, InterruptedException {
        run(List.of("docker", "exec", container, "mysql", "-h127.0.0.1", "-uroot", "-p" + PASSWORD, "-e", statement)
                .toArray(String[]::new));
    }

    /** A new database, in which texts are compared to the letter; its address for drivers, with the right to everything. */
    public String newDatabase() throws IOException, InterruptedException {
        String name = "test" + DATABASES.incrementAndGet();
        sql("create database " + name + " character set utf8mb4 collate utf8mb4_bin");
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + name + "?user=root&password=" + PASSWORD
                + "&sslMode=trust&allowPublicKeyRetrieval=true";
    }
}
