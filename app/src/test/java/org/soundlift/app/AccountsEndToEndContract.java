package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.app.support.Client.problem;

import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** Accounts as users meet them: the packaged jar that requires them, on every database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AccountsEndToEndContract {
    private static final String ADA = "ada@example.org";
    private static final String BOB = "bob@example.org";
    private static final String ROOT = "root@example.org";
    private static final String PASSWORD = "kitchen window blue";
    private static final String UNKNOWN = "0".repeat(32);

    @TempDir
    static Path folder;

    SoundliftProcess server;
    Client client;
    private Path video;
    private int network;

    /** The flags that choose the database. */
    abstract String[] database() throws Exception;

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
    private String accounts(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("accounts"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", folder.resolve("data").toString()));
        all.addAll(List.of(database()));
        return SoundliftProcess.run(folder.resolve("command.log"), List.of(), all.toArray(String[]::new))
                .output();
    }

    /** An address from which nobody has come before. */
    String freshAddress() {
        network++;
        return "198.18." + network / 256 + "." + network % 256;
    }

    private String token(String email) throws Exception {
        return Client.json(client.login(email, PASSWORD, freshAddress()))
                .required("access_token")
                .stringValue();
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private String completedJob(String token) throws Exception {
        String job = Client.jobId(client.upload(video, "talk.mp4", bearer(token)));
        await().until(() -> Client.text(client.get("/status/" + job + "?wait=5", bearer(token)))
                .contains("Conversion completed."));
        return job;
    }

    @Test
    void theCurlLinesWorkAsWritten() throws Exception {
        String base = client.url();
        String answer = Media.run("curl", "-s", "-X", "POST", base + "/login", "-u", ADA + ":" + PASSWORD);
        String token = answer.replaceFirst("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
        String upload = Media.run(
                "curl",
                "-s",
                "-X",
                "POST",
                "-F",
                "file=@" + video,
                "-H",
                "Authorization: Bearer " + token,
                base + "/upload");
        String job = upload.replaceFirst(".*\"job_id\":\"([0-9a-f]{32})\".*", "$1");
        await().until(() -> Media.run("curl", "-s", "-H", "Authorization: Bearer " + token, base + "/status/" + job)
                .contains("Conversion completed."));
        Path mp3 = folder.resolve("out.mp3");
        Media.run(
                "curl",
                "-s",
                "--output",
                mp3.toString(),
                "-X",
                "GET",
                "-H",
                "Authorization: Bearer " + token,
                base + "/download?fid=" + job);
        assertThat(Media.samples(mp3)).isBetween(2 * 44_100L - 1_152, 2 * 44_100L + 1_152);
        String bare = Media.run(
                "curl", "-s", "-X", "POST", base + "/login", "-u", ADA + ":" + PASSWORD, "-H", "Accept: text/plain");
        assertThat(bare).matches("ey[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    @Test
    void everyAddressOfJobsIsForTheirOwnerAlone() throws Exception {
        String ada = token(ADA);
        String job = completedJob(ada);
        List<String> ofOneJob = List.of(
                "GET /status/ID",
                "GET /download/ID.mp3",
                "HEAD /download/ID.mp3",
                "GET /download?fid=ID",
                "HEAD /download?fid=ID",
                "GET /jobs/ID/events",
                "POST /jobs/ID/cancel",
                "POST /jobs/ID/retry",
                "DELETE /jobs/ID");
        assertThat(addressesOfOneJob()).isEqualTo(new TreeSet<>(ofOneJob));
        for (String stranger : List.of(token(BOB), token(ROOT))) {
            for (String address : ofOneJob) {
                assertThat(answer(address, job, bearer(stranger)))
                        .as(address)
                        .isEqualTo(answer(address, UNKNOWN, bearer(stranger)));
            }
            assertThat(Client.text(client.get("/jobs", bearer(stranger)))).doesNotContain(job);
        }
        for (String address : ofOneJob) {
            assertThat(answer(address, job))
                    .as(address)
                    .isEqualTo(answer(address, UNKNOWN))
                    .contains("401");
        }
        assertThat(client.get("/download/" + job + ".mp3", bearer(ada)).statusCode())
                .isEqualTo(200);
        assertThat(Client.text(client.get("/jobs", bearer(ada)))).contains(job);
        assertThat(client.send("DELETE", "/jobs/" + job, BodyPublishers.noBody(), bearer(ada))
                        .statusCode())
                .isEqualTo(204);
    }

    /** Those of openapi.json, so that none is forgotten here. */
    private Set<String> addressesOfOneJob() throws Exception {
        Set<String> addresses = new TreeSet<>();
        JsonNode paths = Client.json(client.get("/openapi.json")).required("paths");
        paths.properties()
                .forEach(path -> path.getValue().propertyNames().forEach(method -> {
                    String name = path.getKey()
                            .replace("{file}", "ID.mp3")
                            .replaceFirst("^/download$", "/download?fid=ID")
                            .replace("{id}", "ID");
                    if (name.contains("ID") && !name.startsWith("/account")) {
                        addresses.add(method.toUpperCase(java.util.Locale.ROOT) + " " + name);
                    }
                }));
        return addresses;
    }

    /** Everything that an answer says but for its time and the id. */
    private String answer(String address, String id, String... headers) throws Exception {
        String[] parts = address.replace("ID", id).split(" ", 2);
        HttpResponse<byte[]> response = client.send(parts[0], parts[1], BodyPublishers.noBody(), headers);
        Map<String, List<String>> told = new TreeMap<>(response.headers().map());
        told.remove("date");
        return (response.statusCode() + " " + told + " " + Client.text(response)).replace(id, "ID");
    }

    @Test
    void eventsOfJobsGoToTheirOwnerAlone() throws Exception {
        String bob = token(BOB);
        try (var socket = follow(bob)) {
            byte[] buffer = new byte[1 << 16];
            StringBuilder heard = new StringBuilder();
            heard.append(new String(buffer, 0, socket.getInputStream().read(buffer), UTF_8));
            String ofAda = completedJob(token(ADA));
            String ofBob = Client.jobId(client.upload(video, "b.mp4", bearer(bob)));
            while (!heard.toString().contains(ofBob)) {
                heard.append(new String(buffer, 0, socket.getInputStream().read(buffer), UTF_8));
            }
            assertThat(heard.toString()).doesNotContain(ofAda);
        }
    }

    /** A connection on which the events of somebody's jobs come. */
    private Socket follow(String token) throws Exception {
        Socket socket = client.connect();
        String request = "GET /jobs/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer ";
        socket.getOutputStream().write((request + token + "\r\n\r\n").getBytes(UTF_8));
        return socket;
    }

    @Test
    void administratorsListAllAndOthersDoNot() throws Exception {
        String job = completedJob(token(ADA));
        String root = token(ROOT);
        JsonNode all = Client.json(client.get("/jobs?owner=all&limit=200", bearer(root)));
        JsonNode found = all.required("jobs")
                .valueStream()
                .filter(j -> j.required("job_id").stringValue().equals(job))
                .findFirst()
                .orElseThrow();
        assertThat(found.required("owner").stringValue()).isEqualTo(ADA);
        problem(client.get("/jobs?owner=all", bearer(token(BOB))), 403, "FORBIDDEN");
        problem(client.get("/jobs?owner=" + BOB, bearer(root)), 422, "INVALID_OPTION");
    }

    @Test
    void badTokensAreAllAnsweredAlikeEverywhere() throws Exception {
        String good = token(ADA);
        String[] parts = good.split("\\.", -1);
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
        List<String> bad = List.of(
                "x",
                "sl_" + "A".repeat(43),
                none + "." + parts[1] + ".",
                parts[0] + "." + parts[1] + "." + "A".repeat(86),
                good + "x",
                "ey".repeat(3_000));
        Set<String> answers = new TreeSet<>();
        for (String token : bad) {
            for (String address :
                    List.of("GET /jobs", "GET /status/ID", "POST /verify", "GET /account", "POST /convert")) {
                answers.add(answer(address, UNKNOWN, bearer(token)));
            }
        }
        answers.add(answer("GET /jobs", UNKNOWN));
        assertThat(answers).hasSize(1);
        assertThat(answers.iterator().next()).contains("401", "www-authenticate=[Bearer");
    }

    @Test
    void twentyWrongPasswordsAreTooMany() throws Exception {
        String address = freshAddress();
        HttpResponse<byte[]> last = client.login(BOB, "wrong", address);
        for (int i = 0; i < 19; i++) {
            last = client.login(BOB, "wrong", address);
        }
        problem(last, 429, "TOO_MANY_REQUESTS");
        long delay = last.headers().firstValueAsLong("Retry-After").orElseThrow();
        await().pollDelay(Duration.ofSeconds(delay))
                .until(() -> client.login(BOB, PASSWORD, address).statusCode() == 200);
    }

    @Test
    void hugePasswordIsRefusedAtOnce() throws Exception {
        byte[] body = ("{\"email\":\"" + ADA + "\",\"password\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(UTF_8);
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            long begin = System.nanoTime();
            problem(client.send("POST", "/login", BodyPublishers.ofByteArray(body)), 400, "INVALID_REQUEST");
            times.add(System.nanoTime() - begin);
        }
        times.sort(null);
        assertThat(Duration.ofNanos(times.get(10))).as("median").isLessThan(Duration.ofMillis(50));
    }

    @Test
    void disabledAccountIsOutWithinAMinute() throws Exception {
        String email = "gone@example.org";
        SoundliftProcess.addAccount(folder.resolve("data"), email, PASSWORD, database());
        String token = token(email);
        JsonNode key = Client.json(
                client.send("POST", "/account/keys", BodyPublishers.ofString("{\"name\":\"script\"}"), bearer(token)));
        String secret = key.required("key").stringValue();
        assertThat(client.get("/jobs", bearer(secret)).statusCode()).isEqualTo(200);
        var events = follow(token);
        events.getInputStream().readNBytes("HTTP/1.1 200 OK".length());
        assertThat(accounts("disable", email)).contains("is disabled");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get("/jobs", bearer(token)).statusCode() == 401
                        && client.get("/jobs", bearer(secret)).statusCode() == 401);
        events.setSoTimeout(60_000);
        assertThat(new String(events.getInputStream().readAllBytes(), UTF_8))
                .as("the stream ends")
                .contains(": soundlift");
        events.close();
        assertThat(client.login(email, PASSWORD, freshAddress()).statusCode()).isEqualTo(401);
        assertThat(accounts("list")).contains("disabled");
        accounts("enable", email);
        assertThat(client.login(email, PASSWORD, freshAddress()).statusCode()).isEqualTo(200);
    }

    @Test
    void pageOfAnotherSiteCanNotUseTheCookie() throws Exception {
        HttpResponse<byte[]> login = client.send(
                "POST",
                "/login",
                BodyPublishers.ofString(
                        "{\"email\":\"" + ADA + "\",\"password\":\"" + PASSWORD + "\",\"cookie\":true}"));
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
        assertThat(client.get("/jobs", "Cookie", cookie).statusCode()).isEqualTo(200);
        String host = client.url().replace("http://", "");
        for (String[] foreign : new String[][] {
            {"Origin", "https://evil.example"},
            {"Origin", "null"},
            {"Origin", "http://" + host + ".evil.example"},
            {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site"},
            {"X-Nothing", "says where it comes from"}
        }) {
            for (String path : List.of("/convert", "/logout", "/account/keys", "/jobs/" + UNKNOWN + "/cancel")) {
                HttpResponse<byte[]> refused = client.send(
                        "POST", path, BodyPublishers.ofString("{}"), "Cookie", cookie, foreign[0], foreign[1]);
                problem(refused, 403, "FORBIDDEN");
            }
        }
        String job = Client.jobId(client.upload(video, "a.mp4", "Cookie", cookie, "Origin", client.url()));
        assertThat(client.send(
                                "POST",
                                "/jobs/" + job + "/cancel",
                                BodyPublishers.noBody(),
                                "Cookie",
                                cookie,
                                "Sec-Fetch-Site",
                                "same-origin")
                        .statusCode())
                .isEqualTo(200);
    }

    /** Whoever asks before sending is told before sending; who doesn't ask gets to read the answer. */
    @Test
    void uploadWithoutCredentialsIsRefusedInTime() throws Exception {
        Path large = folder.resolve("large.mp4");
        Media.run("truncate", "-s", "20M", large.toString());
        String asking = Media.run(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code} %{size_upload}",
                "-X",
                "POST",
                "-H",
                "Expect: 100-continue",
                "-T",
                large.toString(),
                client.url() + "/convert");
        assertThat(asking).isEqualTo("401 0");
        String sending = Media.run(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "-X",
                "POST",
                "-H",
                "Expect:",
                "-T",
                large.toString(),
                client.url() + "/convert");
        assertThat(sending).isEqualTo("401");
    }

    @Test
    void scopesOfAKeyAreItsLimits() throws Exception {
        String token = token(ADA);
        JsonNode key = Client.json(client.send(
                "POST",
                "/account/keys",
                BodyPublishers.ofString("{\"name\":\"reader\",\"scopes\":[\"jobs:read\"]}"),
                bearer(token)));
        String reader = key.required("key").stringValue();
        assertThat(client.get("/jobs", bearer(reader)).statusCode()).isEqualTo(200);
        problem(client.upload(video, "a.mp4", bearer(reader)), 403, "FORBIDDEN");
        problem(client.send("DELETE", "/jobs/" + UNKNOWN, BodyPublishers.noBody(), bearer(reader)), 403, "FORBIDDEN");
    }

    @Test
    void operatorSeesWhatIsWrong() throws Exception {
        assertThat(accounts("disable", "nobody@example.org")).contains("There is no account nobody@example.org");
        assertThat(SoundliftProcess.run(
                                folder.resolve("command.log"),
                                List.of(),
                                "accounts",
                                "list",
                                "--data",
                                folder.resolve("misspelt").toString())
                        .output())
                .contains("There are no accounts in");
        assertThat(accounts("add", "x@example.org", "--password-file", "/nowhere"))
                .contains("There is no file /nowhere");
        assertThat(accounts("add", ADA)).contains("There is an account " + ADA + " already.");
        assertThat(accounts("role", BOB, "king")).contains("Invalid value");
        assertThat(accounts("role", BOB, "user")).contains("has the role user");
        assertThat(accounts("rotate-keys")).contains("is published");
        assertThat(Client.text(client.get("/.well-known/jwks.json")).split("\"kid\"", -1))
                .hasSizeGreaterThan(2);
    }
}
