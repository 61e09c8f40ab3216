package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** The packaged jar that requires accounts, with two users and an administrator, on some database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountsFixture {
    static final String ADA = "ada@example.org";
    static final String BOB = "bob@example.org";
    static final String ROOT = "root@example.org";
    static final String PASSWORD = "kitchen window blue";
    static final String UNKNOWN = "0".repeat(32);

    @TempDir
    static Path folder;

    SoundliftProcess server;
    Client client;
    Path video;
    int network;

    /** The flags that choose the database. */
    abstract String[] database();

    @BeforeAll
    void start() throws Exception {
        video = Media.video(folder, 2);
        List<String> flags = new ArrayList<>(List.of("--auth", "required"));
        flags.addAll(List.of(database()));
        server = SoundliftProcess.serve(folder.resolve("data"), flags.toArray(String[]::new));
        client = new Client(server);
        for (String email : List.of(ADA, BOB)) {
            SoundliftProcess.addAccount(folder.resolve("data"), email, PASSWORD, database());
        }
        List<String> admin = new ArrayList<>(List.of("--admin"));
        admin.addAll(List.of(database()));
        SoundliftProcess.addAccount(folder.resolve("data"), ROOT, PASSWORD, admin.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** The output of {@code soundlift accounts …} beside the running server. */
    String accounts(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("accounts"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        all.addAll(List.of(database()));
        return SoundliftProcess.run(folder.resolve("command.log"), List.of(), all.toArray(String[]::new))
                .output();
    }

    /** An IP address that no request has come from before. */
    String freshAddress() {
        network++;
        return "198.18." + network / 256 + "." + network % 256;
    }

    String token(String email) throws Exception {
        return Client.json(client.login(email, PASSWORD, freshAddress()))
                .required("access_token")
                .stringValue();
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    String completedJob(String token) throws Exception {
        String job = Client.jobId(client.upload(video, "talk.mp4", bearer(token)));
        await().until(() -> Client.text(client.get("/status/" + job + "?wait=5", bearer(token)))
                .contains("Conversion completed."));
        return job;
    }

    /** A connection with the event stream of an account. */
    Socket follow(String token) throws Exception {
        Socket socket = client.connect();
        String request = "GET /jobs/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ";
        socket.getOutputStream().write((request + token + "\r\n\r\n").getBytes(UTF_8));
        return socket;
    }
}
