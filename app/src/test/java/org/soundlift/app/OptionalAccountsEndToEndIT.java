package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.app.support.Client.problem;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** Anonymous jobs, with ids that are the keys to them, beside those of accounts; and the first account. */
class OptionalAccountsEndToEndIT {
    @TempDir
    static Path folder;

    private static Path video;
    private static SoundliftProcess server;
    private static Client client;

    @BeforeAll
    static void start() throws Exception {
        video = Media.video(folder, 1);
        server = SoundliftProcess.serve(
                folder.resolve("data"), "--auth", "optional", "--admin-email", "root@example.org");
        client = new Client(server);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> post(String path, String body, String... headers) throws Exception {
        return client.send("POST", path, BodyPublishers.ofString(body), headers);
    }

    private static String[] newAccount(String email) throws Exception {
        String body = "{\"email\":\"" + email + "\",\"password\":\"kitchen window blue\"}";
        assertThat(post("/register", body).statusCode()).isEqualTo(201);
        JsonNode login = Client.json(post("/login", body));
        return new String[] {
            "Authorization", "Bearer " + login.required("access_token").stringValue()
        };
    }

    @Test
    void anonymousJobIsOfWhoeverKnowsItsId() throws Exception {
        String[] ada = newAccount("ada@example.org");
        String job = client.accepted(video);
        assertThat(client.ended(job).required("status").stringValue()).isEqualTo("completed");
        assertThat(client.get("/download/" + job + ".mp3", ada).statusCode()).isEqualTo(200);
        assertThat(Client.text(client.get("/jobs"))).doesNotContain(job);
        assertThat(Client.text(client.get("/jobs", ada))).doesNotContain(job);
        String owned = Client.jobId(client.upload(video, "a.mp4", ada));
        problem(client.get("/download/" + owned + ".mp3"), 404, "JOB_NOT_FOUND");
        problem(client.get("/jobs", "Authorization", "Bearer nonsense"), 401, "UNAUTHORIZED");
    }

    @Test
    void browserIsKnownAgainAndListsItsOwnAnonymousJobs() throws Exception {
        String cookie = visitor();
        String[] fromPage = {"Cookie", cookie, "Sec-Fetch-Site", "same-origin"};
        String job = Client.jobId(client.upload(video, "a.mp4", fromPage));
        assertThat(Client.text(client.get("/jobs", "Cookie", cookie))).contains(job);
        assertThat(Client.text(client.get("/jobs", "Cookie", visitor()))).doesNotContain(job);
    }

    private static String visitor() throws Exception {
        return client.get("/session")
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .split(";", 2)[0];
    }

    @Test
    void firstAdministratorHasAPasswordThatIsGoodOnce() throws Exception {
        String password = server.output().replaceAll("(?s).*root@example.org with the password (\\S+),.*", "$1");
        String login = "{\"email\":\"root@example.org\",\"password\":\"" + password + "\"}";
        JsonNode once = Client.json(post("/login", login));
        assertThat(once.required("password_change_required").booleanValue()).isTrue();
        String[] session = {
            "Authorization", "Bearer " + once.required("access_token").stringValue()
        };
        problem(client.get("/jobs?owner=all", session), 403, "FORBIDDEN");
        HttpResponse<byte[]> changed = client.send(
                "PUT",
                "/account/password",
                BodyPublishers.ofString(
                        "{\"current_password\":\"" + password + "\",\"new_password\":\"garden gate green\"}"),
                session);
        String[] admin = {
            "Authorization",
            "Bearer " + Client.json(changed).required("access_token").stringValue()
        };
        assertThat(client.get("/jobs?owner=all", admin).statusCode()).isEqualTo(200);
        assertThat(post("/login", login).statusCode()).isEqualTo(401);
    }
}
