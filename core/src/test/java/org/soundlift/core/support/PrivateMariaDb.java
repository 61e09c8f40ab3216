package org.soundlift.core.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A MariaDB server of the test's own, on a free port of this machine with a folder of its own: it may be killed. */
public final class PrivateMariaDb implements PrivateServers.Killable, AutoCloseable {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private final Path folder;
    private final int port;
    private Process process;

    private PrivateMariaDb(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** The server that all tests of this JVM share; it ends with the JVM. */
    public static PrivateMariaDb shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final PrivateMariaDb SERVER = PrivateServers.startForThisJvm("mariadb", PrivateMariaDb::start);
    }

    /** A new server without databases. */
    public static PrivateMariaDb start(Path folder) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("mariadb"));
        PrivateServers.run(
                program("mariadb-install-db"),
                "--no-defaults",
                "--datadir=" + home.resolve("data"),
                "--tmpdir="
                        + Files.createDirectory(
                                home.resolve("tmp")), // A server removes what others have in a shared one.
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--user=" + System.getProperty("user.name"));
        PrivateMariaDb server = new PrivateMariaDb(home, PrivateServers.freePort());
        server.awaitReady();
        return server;
    }

    private static String program(String name) {
        return PrivateServers.program(name, "mariadb-server-core mariadb-client-core");
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program("mariadbd"),
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + folder.resolve("data"),
                "--tmpdir=" + folder.resolve("tmp"),
                "--socket=" + folder.resolve("sock"),
                "--pid-file=" + folder.resolve("pid"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--skip-log-bin",
                "--innodb-flush-log-at-trx-commit=1"));
        File log = folder.resolve("log").toFile();
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    private void awaitReady() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
            sql("select 1");
            return true;
        });
    }

    /** Runs a statement as the server's administrator. */
    public void sql(String statement) throws IOException, InterruptedException {
        PrivateServers.run(
                program("mariadb"),
                "--no-defaults",
                "-uroot",
                "-S",
                folder.resolve("sock").toString(),
                "-e",
                statement);
    }

    /** A new database, in which texts are compared to the letter; its address for drivers, with the right to everything. */
    public String newDatabase() throws IOException, InterruptedException {
        String name = "test" + DATABASES.incrementAndGet();
        sql("create database " + name + " character set utf8mb4 collate utf8mb4_bin");
        return address(name) + "&user=root";
    }

    /** The address of a database, without a user. */
    public String address(String name) {
        return "jdbc:mariadb://127.0.0.1:" + port + "/" + name + "?sslMode=disable";
    }

    /** Sends a signal to the server, such as {@code STOP}. */
    public void signal(String signal) throws IOException, InterruptedException {
        for (ProcessHandle part : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList()) {
            PrivateServers.run("kill", "-" + signal, "" + part.pid());
        }
    }

    @Override
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Starts it again, with all that it has kept. */
    public void restart() throws IOException {
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
