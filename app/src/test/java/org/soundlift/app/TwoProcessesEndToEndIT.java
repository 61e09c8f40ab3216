package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.app.support.Client.problem;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.core.support.PrivateMariaDb;

/** Gateway and auth service in processes of their own. */
class TwoProcessesEndToEndIT {
    private static final String ADA = "ada@example.org";
    private static final String PASSWORD = "kitchen window blue";

    @TempDir
    Path folder;

    private SoundliftProcess auth;
    private SoundliftProcess gateway;
    private Client client;

    @BeforeEach
    void start() throws Exception {
        auth = SoundliftProcess.service("auth", 0, folder.resolve("auth"));
        SoundliftProcess.addAccount(folder.resolve("auth"), ADA, PASSWORD);
        gateway = SoundliftProcess.service(
                "gateway", 0, folder.resolve("gateway"), "--auth", "required", "--auth-url", auth.url());
        client = new Client(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
        auth.close();
    }

    private String[] bearer() throws Exception {
        HttpResponse<byte[]> login = client.login(ADA, PASSWORD, "192.0.2.1");
        return new String[] {
            "Authorization",
            "Bearer " + Client.json(login).required("access_token").stringValue()
        };
    }

    @Test
    void sessionsGoOnWhileTheAuthServiceIsKilledAndLoginsWhenItIsBack() throws Exception {
        Path video = Media.video(folder, 2);
        String[] session = bearer();
        auth.kill();
        String job = Client.jobId(client.upload(video, "talk.mp4", session));
        await().until(() ->
                Client.text(client.get("/status/" + job + "?wait=5", session)).contains("Conversion completed."));
        HttpResponse<byte[]> refused = client.login(ADA, PASSWORD, "192.0.2.1");
        problem(refused, 503, "UNAVAILABLE");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(client.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(client.get("/jobs", "Authorization", "Bearer nonsense").statusCode())
                .isEqualTo(401);
        int port = URI.create(auth.url()).getPort();
        auth = SoundliftProcess.service("auth", port, folder.resolve("auth"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.login(ADA, PASSWORD, "192.0.2.1").statusCode() == 200);
        assertThat(client.get("/jobs", bearer()).statusCode()).isEqualTo(200);
        assertThat(client.get("/jobs", session).statusCode()).isEqualTo(200);
        assertThat(client.send("POST", "/logout", BodyPublishers.noBody(), session)
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.get("/jobs", session).statusCode()).isEqualTo(401);
    }

    @Test
    void limitsCountTheClientsNotTheGateway() throws Exception {
        HttpResponse<byte[]> last = client.login(ADA, "wrong", "192.0.2.66");
        for (int i = 0; i < 19; i++) {
            last = client.login(ADA, "wrong", "192.0.2.66");
        }
        problem(last, 429, "TOO_MANY_REQUESTS");
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(client.login(ADA, PASSWORD, "192.0.2.1").statusCode()).isEqualTo(200);
    }

    @Test
    void registrationIsClosedIfEitherSaysSo() throws Exception {
        String body = "{\"email\":\"%s@example.org\",\"password\":\"kitchen window red\"}";
        assertThat(client.send("POST", "/register", BodyPublishers.ofString(body.formatted("a")))
                        .statusCode())
                .isEqualTo(201);
        problem(
                client.send(
                        "POST",
                        "/register",
                        BodyPublishers.ofString(body.formatted("b")),
                        "X-Forwarded-For",
                        "192.0.2.1"),
                403,
                "FORBIDDEN");
        gateway.close();
        gateway = SoundliftProcess.service(
                "gateway",
                0,
                folder.resolve("gateway"),
                "--auth",
                "required",
                "--auth-url",
                auth.url(),
                "--registration",
                "closed");
        client = new Client(gateway);
        problem(client.send("POST", "/register", BodyPublishers.ofString(body.formatted("b"))), 403, "FORBIDDEN");
    }

    @Test
    void cookieComesThroughTheGateway() throws Exception {
        HttpResponse<byte[]> login = client.send(
                "POST",
                "/login",
                BodyPublishers.ofString(
                        "{\"email\":\"" + ADA + "\",\"password\":\"" + PASSWORD + "\",\"cookie\":true}"));
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        assertThat(Client.text(client.get("/session", "Cookie", cookie))).contains(ADA);
        String[] fromPage = {"Cookie", cookie, "Sec-Fetch-Site", "same-origin"};
        assertThat(client.send("POST", "/renew", BodyPublishers.noBody(), fromPage)
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.send("POST", "/logout", BodyPublishers.noBody(), fromPage)
                        .statusCode())
                .isEqualTo(204);
        assertThat(client.get("/jobs", "Cookie", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void replicasThatStartAtOnceOnANewDatabaseAllCome() throws Exception {
        String database = PrivateMariaDb.shared().newDatabase();
        String secret = Files.writeString(folder.resolve("auth-secret"), "one secret for all of them")
                .toString();
        try (ExecutorService starters = Executors.newFixedThreadPool(4)) {
            List<Callable<SoundliftProcess>> starts = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Path data = folder.resolve("replica-" + i);
                String service = i % 2 == 0 ? "gateway" : "auth";
                starts.add(() -> SoundliftProcess.service(
                        service, 0, data, "--database-url", database, "--auth-secret-file", secret));
            }
            for (Future<SoundliftProcess> replica : starters.invokeAll(starts)) {
                try (SoundliftProcess process = replica.get()) {
                    assertThat(new Client(process).get("/health/ready").statusCode())
                            .isEqualTo(200);
                }
            }
        }
    }

    @Test
    void gatewayWithoutAnAuthServiceSaysWhatIsMissing() throws Exception {
        SoundliftProcess alone = SoundliftProcess.run(
                folder.resolve("alone.log"),
                java.util.List.of(),
                "serve",
                "gateway",
                "--auth",
                "required",
                "--data",
                folder.resolve("alone").toString());
        assertThat(alone.exitStatus()).isEqualTo(1);
        assertThat(alone.output()).contains("SOUNDLIFT_AUTH_URL");
    }
}
