package org.soundlift.app.chaos;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.core.support.PrivateMariaDb;
import org.soundlift.core.support.PrivateRabbitMq;
import org.soundlift.core.support.PrivateServers;
import org.soundlift.storage.support.PrivateMongo;
import org.soundlift.storage.support.PrivateS3;

/** Separate services, each connection between which goes through a relay of its own. */
final class Services extends Stage {
    final PrivateRabbitMq broker;
    final PrivateMariaDb database;
    private final String databaseUrl;
    private final String amqpUrl;
    private final Store store;
    /** By its two ends, as in {@code gateway-broker}. */
    private final Map<String, FaultyRelay> relays = new HashMap<>();

    /** A media store, as its own client sees it. */
    private sealed interface Store {}

    private record GridFs(PrivateMongo server) implements Store {}

    private record Bucket(PrivateS3 server, String name) implements Store {}

    Services(Way way, Path folder) throws IOException, InterruptedException {
        super(way, folder);
        this.broker = PrivateRabbitMq.start(folder);
        this.database = PrivateMariaDb.start(folder);
        this.databaseUrl = database.newDatabase();
        this.amqpUrl = broker.newVhost();
        this.store = newStore();
        add(
                "auth",
                "auth",
                PrivateServers.freePort(),
                List.of("--database-url", through("auth-database", databaseUrl)));
        for (String name : gateways()) {
            add(name, "gateway", PrivateServers.freePort(), gateway());
        }
        for (String name : converters()) {
            add(name, "converter", PrivateServers.freePort(), converter());
        }
        add("notification", "notification", PrivateServers.freePort(), notificationFlags());
        startAll();
        for (String user : USERS) {
            SoundliftProcess.addAccount(data("auth"), user, PASSWORD, "--database-url", databaseUrl);
        }
    }

    private Store newStore() throws IOException {
        if (way == Way.GRIDFS) {
            return new GridFs(PrivateMongo.start(folder));
        }
        PrivateS3 server = PrivateS3.start(folder);
        return new Bucket(server, server.newBucket());
    }

    private List<String> converter() throws IOException {
        List<String> flags = new ArrayList<>(storage("converter"));
        flags.addAll(queue("converter"));
        flags.addAll(List.of("--converter-slots", "1"));
        return flags;
    }

    /** Starts more converters, which are to be ended by their names. */
    List<String> moreConverters(int count) throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = "more-" + i;
            SoundliftProcess process = SoundliftProcess.service(
                    "converter",
                    PrivateServers.freePort(),
                    data(name),
                    converter().toArray(String[]::new));
            keep(name, process);
            names.add(name);
        }
        return names;
    }

    private List<String> gateway() throws IOException {
        List<String> flags = new ArrayList<>(storage("gateway"));
        flags.addAll(queue("gateway"));
        flags.addAll(List.of("--database-url", through("gateway-database", databaseUrl)));
        flags.addAll(List.of("--auth", "required", "--auth-url", url("auth"), "--sweep-after", SWEEP_AFTER));
        return flags;
    }

    private List<String> notificationFlags() throws IOException {
        Path smtp = Files.writeString(folder.resolve("smtp-url"), "smtp://127.0.0.1:" + mail.port());
        List<String> flags = new ArrayList<>(queue("notification"));
        flags.addAll(List.of("--smtp-url-file", smtp.toString(), "--mail-from", "sound@example.net"));
        flags.addAll(List.of("--public-url", "https://sound.example.net"));
        return flags;
    }

    private List<String> queue(String from) throws IOException {
        Path file = Files.writeString(folder.resolve("amqp-" + from), through(from + "-broker", amqpUrl));
        return List.of("--queue", "rabbitmq", "--amqp-url-file", file.toString());
    }

    private List<String> storage(String from) throws IOException {
        String link = from + "-store";
        return switch (store) {
            case GridFs(PrivateMongo server) -> {
                Path file = Files.writeString(folder.resolve("mongo-" + from), through(link, server.uri()));
                yield List.of("--storage", "gridfs", "--mongodb-uri-file", file.toString());
            }
            case Bucket(PrivateS3 server, String name) -> {
                Path secret = Files.writeString(folder.resolve("s3-secret"), PrivateS3.SECRET_KEY);
                yield List.of(
                        "--storage",
                        "s3",
                        "--s3-bucket",
                        name,
                        "--s3-endpoint",
                        through(link, server.endpoint().toString()),
                        "--s3-path-style",
                        "true",
                        "--s3-access-key",
                        PrivateS3.ACCESS_KEY,
                        "--s3-secret-key-file",
                        secret.toString());
            }
        };
    }

    /** Returns the same address behind a relay. */
    private String through(String link, String address) throws IOException {
        int port = URI.create(address.replaceFirst("^jdbc:", "")).getPort();
        FaultyRelay relay = relays.get(link);
        if (relay == null) {
            relay = new FaultyRelay(port);
            relays.put(link, relay);
        }
        return address.replaceFirst(":" + port, ":" + relay.port());
    }

    FaultyRelay relay(String link) {
        return Objects.requireNonNull(relays.get(link), link);
    }

    @Override
    List<String> gateways() {
        return List.of("gateway-1", "gateway-2");
    }

    @Override
    List<String> converters() {
        return List.of("converter-1", "converter-2");
    }

    @Override
    String notification() {
        return "notification";
    }

    @Override
    String auth() {
        return "auth";
    }

    @Override
    String databaseUrl() {
        return databaseUrl;
    }

    String vhost() {
        return amqpUrl.replaceFirst(".*/", "");
    }

    @Override
    Map<String, Long> messages() throws Exception {
        Map<String, Long> messages = new TreeMap<>();
        broker.control("list_queues", "--no-table-headers", "-p", vhost(), "name", "messages")
                .lines()
                .map(line -> line.split("\t"))
                .filter(columns -> columns.length == 2 && !columns[0].startsWith("amq."))
                .forEach(columns -> messages.put(columns[0], Long.parseLong(columns[1])));
        return messages;
    }

    @Override
    void publish(String queue, String body) throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    queue,
                    true,
                    new BasicProperties.Builder()
                            .deliveryMode(2)
                            .contentType("application/json")
                            .messageId(UUID.randomUUID().toString())
                            .build(),
                    body.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    private Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(amqpUrl);
        return factory.newConnection();
    }

    @Override
    void dropDead(String queue) throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.queuePurge(queue + ".dead");
        }
    }

    @Override
    Set<String> stored(String kind) throws IOException {
        return switch (store) {
            case Bucket(PrivateS3 server, String name) ->
                ids(server.folder(name).resolve(kind));
            case GridFs(PrivateMongo server) -> {
                Set<String> ids = new TreeSet<>();
                try (MongoClient client = MongoClients.create(server.uri())) {
                    client.getDatabase(kind)
                            .getCollection("fs.files")
                            .find()
                            .forEach(file -> ids.add(file.getString("filename").replaceFirst("\\..*", "")));
                }
                yield ids;
            }
        };
    }

    @Override
    void loseVideo(String job) throws IOException {
        switch (store) {
            case Bucket(PrivateS3 server, String name) -> {
                try (Stream<Path> files = Files.walk(server.folder(name).resolve("videos"))) {
                    Files.delete(
                            files.filter(file -> file.getFileName().toString().startsWith(job))
                                    .findFirst()
                                    .orElseThrow());
                }
            }
            case GridFs(PrivateMongo server) -> {
                try (MongoClient client = MongoClients.create(server.uri())) {
                    var files = client.getDatabase("videos").getCollection("fs.files");
                    var video = Objects.requireNonNull(
                            files.find(Filters.regex("filename", "^" + job)).first());
                    client.getDatabase("videos")
                            .getCollection("fs.chunks")
                            .deleteMany(Filters.eq("files_id", video.get("_id")));
                    files.deleteOne(Filters.eq("_id", video.get("_id")));
                }
            }
        }
    }

    @Override
    long unfinished() throws IOException {
        return switch (store) {
            case Bucket(PrivateS3 server, String name) ->
                ids(server.folder(name).resolve("arriving")).size();
            case GridFs(PrivateMongo server) -> {
                long unfinished = 0;
                try (MongoClient client = MongoClients.create(server.uri())) {
                    for (String kind : List.of("videos", "mp3s")) {
                        MongoDatabase files = client.getDatabase(kind);
                        Set<Object> whole = new java.util.HashSet<>();
                        files.getCollection("fs.files").find().forEach(file -> whole.add(file.get("_id")));
                        unfinished += files.getCollection("fs.unfinished").countDocuments();
                        for (var chunk : files.getCollection("fs.chunks").find()) {
                            unfinished += whole.contains(chunk.get("files_id")) ? 0 : 1;
                        }
                    }
                }
                yield unfinished;
            }
        };
    }

    @Override
    void heal() throws Exception {
        super.heal();
        relays.values().forEach(relay -> relay.become(FaultyRelay.Line.GOOD));
        startAll();
    }

    @Override
    public void close() throws IOException {
        super.close();
        switch (store) {
            case GridFs(PrivateMongo server) -> server.kill();
            case Bucket(PrivateS3 server, String _) -> server.kill();
        }
        database.close();
        broker.close();
        for (FaultyRelay relay : relays.values()) {
            relay.close();
        }
    }
}
