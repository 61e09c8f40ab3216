package org.soundlift.app.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.soundlift.core.support.PrivateMariaDb;
import org.soundlift.core.support.PrivateRabbitMq;
import org.soundlift.storage.support.PrivateMongo;

/** Soundlift as separate processes, over a broker, a database, GridFS and a mail server of the test's own. */
public final class Cluster implements AutoCloseable {
    private final Path folder;
    private final Map<String, SoundliftProcess> processes = new HashMap<>();

    public final PrivateRabbitMq broker;
    public final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

    private final PrivateMariaDb database;
    private final PrivateMongo mongo;
    private final String databaseUrl;
    private final Path amqpUrl;
    private final Path mongodbUri;

    public Cluster(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        this.broker = PrivateRabbitMq.start(folder);
        this.database = PrivateMariaDb.start(folder);
        this.mongo = PrivateMongo.start(folder);
        this.databaseUrl = database.newDatabase();
        this.amqpUrl = Files.writeString(folder.resolve("amqp-url"), broker.newVhost());
        this.mongodbUri = Files.writeString(folder.resolve("mongodb-uri"), mongo.uri());
        mail.start();
    }

    /** Starts the auth service with these accounts; they all have the same password. */
    public void startAuth(String password, String... emails) throws IOException, InterruptedException {
        start("auth", "auth", "--database-url", databaseUrl);
        for (String email : emails) {
            SoundliftProcess.addAccount(folder.resolve("auth"), email, password, "--database-url", databaseUrl);
        }
    }

    public void addAdministrator(String email, String password) throws IOException, InterruptedException {
        SoundliftProcess.addAccount(folder.resolve("auth"), email, password, "--database-url", databaseUrl, "--admin");
    }

    public Client startGateway(String name, String... flags) throws IOException {
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of("--database-url", databaseUrl));
        all.addAll(List.of("--auth", "required", "--auth-url", process("auth").url()));
        all.addAll(storage());
        all.addAll(queue());
        return new Client(start(name, "gateway", all.toArray(String[]::new)));
    }

    public void startConverter(String name, String... flags) throws IOException {
        List<String> all = new ArrayList<>(storage());
        all.addAll(queue());
        all.addAll(List.of("--converter-slots", "1"));
        all.addAll(List.of(flags));
        start(name, "converter", all.toArray(String[]::new));
    }

    public void startNotification(String... flags) throws IOException {
        Path smtpUrl = Files.writeString(
                folder.resolve("smtp-url"), "smtp://127.0.0.1:" + mail.getSmtp().getPort());
        List<String> all = new ArrayList<>(queue());
        all.addAll(List.of("--smtp-url-file", smtpUrl.toString()));
        all.addAll(List.of("--mail-from", "sound@example.net", "--public-url", "https://sound.example.net"));
        all.addAll(List.of(flags));
        start("notification", "notification", all.toArray(String[]::new));
    }

    private List<String> storage() {
        return List.of("--storage", "gridfs", "--mongodb-uri-file", mongodbUri.toString());
    }

    private List<String> queue() {
        return List.of("--queue", "rabbitmq", "--amqp-url-file", amqpUrl.toString());
    }

    private SoundliftProcess start(String name, String service, String... flags) throws IOException {
        SoundliftProcess process = SoundliftProcess.service(service, 0, folder.resolve(name), flags);
        processes.put(name, process);
        return process;
    }

    public SoundliftProcess process(String name) {
        return Objects.requireNonNull(processes.get(name), name);
    }

    public String amqpUrl() throws IOException {
        return Files.readString(amqpUrl);
    }

    public String mongodbUri() {
        return mongo.uri();
    }

    /** A header with an access token. */
    public static String[] login(Client gateway, String email, String password)
            throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString((email + ":" + password).getBytes(UTF_8));
        HttpResponse<byte[]> login = gateway.send(
                "POST", "/login", java.net.http.HttpRequest.BodyPublishers.noBody(), "Authorization", "Basic " + basic);
        if (login.statusCode() != 200) {
            throw new AssertionError("the log-in was answered with " + login.statusCode() + " " + Client.text(login));
        }
        return new String[] {
            "Authorization",
            "Bearer " + Client.json(login).required("access_token").stringValue()
        };
    }

    @Override
    public void close() {
        processes.values().forEach(SoundliftProcess::close);
        mail.stop();
        mongo.kill();
        database.close();
        broker.close();
    }
}
