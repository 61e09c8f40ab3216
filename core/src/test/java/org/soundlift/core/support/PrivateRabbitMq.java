package org.soundlift.core.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A RabbitMQ broker of the test's own, on free ports of this machine with a folder and a cookie of its own: it may be
 * killed.
 */
public final class PrivateRabbitMq implements PrivateServers.Killable, AutoCloseable {
    private static final String AUTHORIZATION =
            "Basic " + Base64.getEncoder().encodeToString("guest:guest".getBytes(UTF_8));
    private static final AtomicInteger VHOSTS = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Map<String, String> environment;
    private final int port;
    private final int managementPort;
    private final String epmdPort;
    private Process epmd;
    private Process process;

    private PrivateRabbitMq(Path folder) throws IOException {
        this.folder = folder;
        this.port = PrivateServers.freePort();
        this.managementPort = PrivateServers.freePort();
        this.epmdPort = Integer.toString(PrivateServers.freePort());
        this.environment = environment();
        this.epmd = launchEpmd();
        this.process = launch();
    }

    /** The broker that all tests of this JVM share; it ends with the JVM. */
    public static PrivateRabbitMq shared() {
        return Shared.SERVER;
    }

    private static final class Shared {
        static final PrivateRabbitMq SERVER = PrivateServers.startForThisJvm("rabbitmq", PrivateRabbitMq::start);
    }

    /** A new broker without queues. */
    public static PrivateRabbitMq start(Path folder) throws IOException {
        Path home = Files.createDirectories(folder.resolve("rabbitmq"));
        Files.writeString(home.resolve(".erlang.cookie"), UUID.randomUUID().toString());
        Files.setPosixFilePermissions(
                home.resolve(".erlang.cookie"), java.nio.file.attribute.PosixFilePermissions.fromString("r--------"));
        Files.writeString(home.resolve("enabled_plugins"), "[rabbitmq_management].\n");
        PrivateRabbitMq broker = new PrivateRabbitMq(home);
        broker.awaitReady();
        return broker;
    }

    private Map<String, String> environment() throws IOException {
        Files.writeString(folder.resolve("rabbitmq.conf"), """
                listeners.tcp.1 = 127.0.0.1:%d
                management.tcp.ip = 127.0.0.1
                management.tcp.port = %d
                disk_free_limit.absolute = 50MB
                """.formatted(port, managementPort));
        return Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("LANG", "C.UTF-8"),
                Map.entry("PATH", "/usr/lib/rabbitmq/bin:/usr/bin:/bin"),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", epmdPort),
                Map.entry("RABBITMQ_NODENAME", "test" + port + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(port)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(PrivateServers.freePort())),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("rabbitmq").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        folder.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1} +S 2:2"));
    }

    /** Erlang's port mapper; the broker would start one that outlives it. */
    private Process launchEpmd() throws IOException {
        return new ProcessBuilder(
                        PrivateServers.program("epmd", "erlang-base"), "-port", epmdPort, "-address", "127.0.0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(PrivateServers.program("rabbitmq-server", "rabbitmq-server"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "out")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void awaitReady() {
        Awaitility.await("RabbitMQ, see " + folder + "/out")
                .atMost(Duration.ofSeconds(90))
                .ignoreExceptions()
                .until(() -> call("GET", "/api/health/checks/port-listener/" + port, "") == 200);
    }

    /** A new virtual host without queues; its address for clients. */
    public String newVhost() throws IOException, InterruptedException {
        String vhost = "test" + VHOSTS.incrementAndGet();
        call("PUT", "/api/vhosts/" + vhost, "");
        call("PUT", "/api/permissions/" + vhost + "/guest", "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
        return "amqp://guest:guest@127.0.0.1:" + port + "/" + vhost;
    }

    /** Returns the URL of the broker's administration. */
    public URI management() {
        return URI.create("http://guest:guest@127.0.0.1:" + managementPort);
    }

    /** Runs {@code rabbitmqctl}. */
    public String control(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("/usr/lib/rabbitmq/bin/rabbitmqctl", "-q"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process control = builder.start();
        String output = new String(control.getInputStream().readAllBytes(), UTF_8);
        if (control.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + ":\n" + output);
        }
        return output;
    }

    private int call(String method, String path, String json) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", AUTHORIZATION)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
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
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        epmd.destroyForcibly().onExit().join();
    }

    /** Starts it again, with all that it has kept. */
    public void restart() throws IOException {
        epmd = launchEpmd();
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        kill();
    }
}
