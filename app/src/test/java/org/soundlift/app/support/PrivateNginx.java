package org.soundlift.app.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** An nginx of the test's own, without https, in front of a service. */
public final class PrivateNginx implements AutoCloseable {
    private final Process process;
    private final int port;

    private PrivateNginx(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts nginx with the file that users copy: only its address, certificate and target are others. */
    public static PrivateNginx documented(Path folder, String target) throws IOException {
        String file = file().replace("http://127.0.0.1:5000", target);
        return start(folder, port -> listening(file, port));
    }

    private static String file() throws IOException {
        return Files.readString(Path.of("..", "deploy", "proxy", "nginx.conf"))
                .replaceAll("(?m)^\\s*ssl_certificate.*$", "");
    }

    private static String listening(String file, int port) {
        return file.replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";");
    }

    /**
     * Starts nginx with the file that users copy, changed as docs/proxies.md tells, for several services below paths of one host.
     *
     * @param targets URLs by paths such as {@code /sound/}; one with a path at its end has nginx take the prefix away
     */
    public static PrivateNginx belowPaths(Path folder, Map<String, String> targets) throws IOException {
        String file = file();
        int location = file.indexOf("    location / {");
        int end = file.indexOf("    }\n", location);
        String locations = targets.entrySet().stream()
                .map(entry -> file.substring(location, end + 6)
                        .replace("location /", "location " + entry.getKey())
                        .replace("http://127.0.0.1:5000", entry.getValue()))
                .collect(Collectors.joining());
        return start(
                folder,
                port -> listening(file.substring(0, location) + locations + file.substring(end + 6), port)
                        .replace("$host;", "$http_host;")); // $host leaves out the port of the test.
    }

    /** Starts nginx with its default limits and buffers. */
    public static PrivateNginx withDefaults(Path folder, String target) throws IOException {
        return start(
                folder,
                port -> "server { listen 127.0.0.1:" + port + "; location / { proxy_pass " + target
                        + "; proxy_set_header Host $http_host; } }");
    }

    /** Starts nginx that sends one request to each service in turn, whatever it is part of. */
    public static PrivateNginx roundRobin(Path folder, List<URI> targets) throws IOException {
        String servers = targets.stream()
                .map(target -> "server " + target.getAuthority() + ";")
                .collect(Collectors.joining(" "));
        return start(
                folder,
                port -> "upstream services { " + servers + " } server { listen 127.0.0.1:" + port
                        + "; client_max_body_size 0; location / { proxy_pass http://services; proxy_http_version 1.1;"
                        + " proxy_request_buffering off; proxy_set_header Host $http_host; } }");
    }

    private interface ServerBlock {
        String on(int port);
    }

    private static PrivateNginx start(Path folder, ServerBlock server) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path home = Files.createTempDirectory(folder, "nginx");
        Path file = Files.writeString(home.resolve("nginx.conf"), """
                daemon off;
                worker_processes 1;
                pid %1$s/pid;
                error_log %1$s/error.log;
                events {}
                http {
                    access_log off;
                    client_body_temp_path %1$s/body;
                    proxy_temp_path %1$s/proxy;
                    fastcgi_temp_path %1$s/fastcgi;
                    uwsgi_temp_path %1$s/uwsgi;
                    scgi_temp_path %1$s/scgi;
                    %2$s
                }
                """.formatted(home, server.on(port)));
        Process process = new ProcessBuilder(
                        List.of("nginx", "-p", home.toString(), "-c", file.toString(), "-e", home + "/error.log"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output.log").toFile())
                .start();
        PrivateNginx nginx = new PrivateNginx(process, port);
        Awaitility.await().until(() -> nginx.listens() || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError(
                    Files.readString(home.resolve("output.log")) + Files.readString(home.resolve("error.log")));
        }
        return nginx;
    }

    private boolean listens() {
        try (var _ = new java.net.Socket(java.net.InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
