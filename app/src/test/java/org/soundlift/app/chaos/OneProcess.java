package org.soundlift.app.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.core.support.PrivateServers;

/** Everything in one process, on SQLite and files. */
final class OneProcess extends Stage {
    private static final String ALL = "all";

    private final Deque<Path> mounted = new ArrayDeque<>();

    OneProcess(Way way, Path folder) throws IOException, InterruptedException {
        super(way, folder);
        Path smtp = Files.writeString(folder.resolve("smtp-url"), "smtp://127.0.0.1:" + mail.port());
        int port = PrivateServers.freePort();
        add(
                ALL,
                "",
                port,
                List.of(
                        "--auth",
                        "required",
                        "--sweep-after",
                        SWEEP_AFTER,
                        "--public-url",
                        "http://localhost:" + port,
                        "--smtp-url-file",
                        smtp.toString(),
                        "--mail-from",
                        "sound@example.net",
                        "--converter-slots",
                        "2"));
        Files.createDirectories(data(ALL));
        if (way == Way.SMALL_DISKS) {
            mount();
        }
        start(ALL);
        for (String user : USERS) {
            SoundliftProcess.addAccount(data(ALL), user, PASSWORD);
        }
    }

    /** Disks of their own, which only root can make. */
    private void mount() throws IOException, InterruptedException {
        mount(data(ALL), "96m");
        mount(Files.createDirectories(data(ALL).resolve("media")), "128m");
        mount(Files.createDirectories(data(ALL).resolve("work")), "96m");
    }

    private void mount(Path place, String size) throws IOException, InterruptedException {
        Media.run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString());
        mounted.push(place);
    }

    @Override
    public void close() throws IOException {
        super.close();
        try {
            while (!mounted.isEmpty()) {
                Media.run("umount", mounted.pop().toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    List<String> gateways() {
        return List.of(ALL);
    }

    @Override
    List<String> converters() {
        return List.of(ALL);
    }

    @Override
    String notification() {
        return ALL;
    }

    @Override
    String auth() {
        return ALL;
    }

    @Override
    String databaseUrl() {
        return "jdbc:sqlite:" + data(ALL).resolve("soundlift.db") + "?busy_timeout=20000";
    }

    @Override
    Map<String, Long> messages() throws SQLException {
        Map<String, Long> messages = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(databaseUrl())) {
            count(connection, "queue_message", "", messages);
            count(connection, "queue_dead_letter", ".dead", messages);
        }
        return messages;
    }

    private static void count(Connection connection, String table, String suffix, Map<String, Long> into)
            throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select queue, count(*) from " + table + " group by queue");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                into.put(rows.getString(1) + suffix, rows.getLong(2));
            }
        }
    }

    @Override
    void publish(String queue, String body) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl());
                PreparedStatement insert = connection.prepareStatement(
                        "insert into queue_message (id, queue, body, attempts, visible_at) values (?, ?, ?, 0, 0)")) {
            insert.setString(1, UUID.randomUUID().toString());
            insert.setString(2, queue);
            insert.setString(3, body);
            insert.executeUpdate();
        }
    }

    @Override
    void dropDead(String queue) throws SQLException {
        try (Connection connection = DriverManager.getConnection(databaseUrl());
                PreparedStatement delete =
                        connection.prepareStatement("delete from queue_dead_letter where queue = ?")) {
            delete.setString(1, queue);
            delete.executeUpdate();
        }
    }

    @Override
    Set<String> stored(String kind) throws IOException {
        return ids(data(ALL).resolve("media").resolve(kind));
    }

    @Override
    void loseVideo(String job) throws IOException {
        try (Stream<Path> files = Files.walk(data(ALL).resolve("media").resolve("videos"))) {
            Path video = files.filter(file -> file.getFileName().toString().startsWith(job))
                    .findFirst()
                    .orElseThrow();
            Files.delete(video);
        }
    }

    @Override
    long unfinished() throws IOException {
        return ids(data(ALL).resolve("media").resolve("parts")).size();
    }
}
