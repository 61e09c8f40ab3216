package org.soundlift.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.app.support.Client.problem;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** Accounts as users meet them, on every database. */
abstract class AccountsEndToEndContract extends AccountsFixture {
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
    void commandTakesATokenFromAFile() throws Exception {
        Path mp3 = folder.resolve("by-command.mp3");
        SoundliftProcess without = convert("--server", client.url(), "-o", mp3.toString(), video.toString());
        assertThat(without.exitStatus()).isOne();
        assertThat(without.output()).contains("asks for an account");
        Path file = Files.writeString(folder.resolve("token.txt"), token(ADA) + "\n");
        SoundliftProcess with = convert(
                "--server", client.url(), "--token-file", file.toString(), "-o", mp3.toString(), video.toString());
        assertThat(with.exitStatus()).as(with.output()).isZero();
        assertThat(Media.samples(mp3)).isBetween(2 * 44_100L - 1_152, 2 * 44_100L + 1_152);
        assertThat(Client.text(client.get("/jobs", bearer(token(ADA))))).contains(String.valueOf(video.getFileName()));
    }

    private SoundliftProcess convert(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("convert"));
        all.addAll(List.of(arguments));
        return SoundliftProcess.run(folder.resolve("convert.log"), List.of(), all.toArray(String[]::new));
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
    void deletedAccountIsGoneWithItsJobsOrHandsThemOver() throws Exception {
        String leaver = "leaver@example.org";
        String other = "other@example.org";
        for (String email : List.of(leaver, other)) {
            SoundliftProcess.addAccount(folder.resolve("data"), email, PASSWORD, database());
        }
        String token = token(leaver);
        String job = completedJob(token);
        assertThat(accounts("delete", leaver, "--jobs-to", BOB))
                .contains("Account " + leaver + " is deleted.", "1 jobs belong to " + BOB + " now.");
        assertThat(client.get("/download/" + job + ".mp3", bearer(token(BOB))).statusCode())
                .isEqualTo(200);
        assertThat(client.login(leaver, PASSWORD, freshAddress()).statusCode()).isEqualTo(401);
        assertThat(accounts("list")).doesNotContain(leaver);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> client.get("/jobs", bearer(token)).statusCode() == 401);
        completedJob(token(other));
        assertThat(accounts("delete", other)).contains("1 jobs are deleted.");
        assertThat(Client.text(client.get("/jobs?owner=all", bearer(token(ROOT)))))
                .doesNotContain(other);
    }

    @Test
    void lastAdministratorStays() throws Exception {
        String refusal = ROOT + " is the only administrator. Make another first: soundlift accounts role EMAIL admin";
        assertThat(accounts("disable", ROOT)).contains(refusal);
        assertThat(accounts("role", ROOT, "user")).contains(refusal);
        assertThat(accounts("delete", ROOT)).contains(refusal);
        assertThat(client.get("/jobs?owner=all", bearer(token(ROOT))).statusCode())
                .isEqualTo(200);
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

    /** A client that asks before sending gets its answer before sending; another one gets to read the answer. */
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
