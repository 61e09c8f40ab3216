package org.soundlift.core.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The common parts of servers that tests start for themselves. */
public final class PrivateServers {
    private static final int LOWEST_PORT = 16_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final int PORT_TRIES = 100;

    /** RabbitMQ's own programs first: those in /usr/sbin want to be started by root. */
    private static final List<String> FOLDERS =
            List.of("/usr/lib/rabbitmq/bin", "/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin");

    private PrivateServers() {}

    /** A server that can be ended at once. */
    public interface Killable {
        /** As {@code kill -9}. */
        void kill();
    }

    /** Starts a server in a folder of its own. */
    @FunctionalInterface
    public interface Starter<S> {
        S start(Path folder) throws IOException, InterruptedException;
    }

    /** A server that ends, and loses its folder, with this JVM. */
    public static <S extends Killable> S startForThisJvm(String name, Starter<S> starter) {
        try {
            Path folder = Files.createTempDirectory("soundlift-" + name + "-");
            S server = starter.start(folder);
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
                server.kill();
                delete(folder);
            }));
            return server;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(name + " does not start", e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            tree.sorted(Comparator.reverseOrder()).forEach(path -> {
                boolean _ = path.toFile().delete();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns a free port of this machine. It is none of those that the system gives to connections: one of these could be
     * taken before the server listens.
     */
    public static int freePort() throws IOException {
        for (int tries = 0; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException e) {
                if (tries == PORT_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Returns true if a program listens on a port of this machine. */
    public static boolean listens(int port) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** @param packages of Debian that hold the program */
    static String program(String name, String packages) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new AssertionError("no " + name + ": apt-get install " + packages));
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ":\n" + output);
        }
        return output;
    }
}
