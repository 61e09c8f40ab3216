package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.core.support.PrivateServers;

/**
 * Users log in at an issuer that others have written ({@code oidc-provider} for Node.js). The service is below a path, and its accounts are
 * in a process of their own.
 */
class OrganisationLoginBrowserEndToEndIT {
    private static final String PROVIDER = "oidc-provider@8.8.1";

    @TempDir
    static Path folder;

    private static Process issuer;
    private static SoundliftProcess auth;
    private static SoundliftProcess server;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        Files.copy(
                Path.of("src", "test", "oidc", "provider.mjs"),
                folder.resolve("provider.mjs"),
                StandardCopyOption.REPLACE_EXISTING);
        Media.run("npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", folder.toString(), PROVIDER);
        int issuerPort = PrivateServers.freePort();
        int port = PrivateServers.freePort();
        String page = "http://localhost:" + port + "/sound";
        Path log = folder.resolve("provider.log");
        issuer = new ProcessBuilder(
                        "node",
                        folder.resolve("provider.mjs").toString(),
                        Integer.toString(issuerPort),
                        page + "/login/oidc/callback")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.readString(log).contains("ready"));
        Path secret = Files.writeString(folder.resolve("oidc-secret"), "a secret of the test");
        List<String> login = List.of(
                "--public-url",
                page,
                "--oidc-issuer",
                "http://127.0.0.1:" + issuerPort,
                "--oidc-client-id",
                "soundlift",
                "--oidc-client-secret-file",
                secret.toString(),
                "--oidc-name",
                "Example University",
                "--password-login",
                "off");
        int authPort = PrivateServers.freePort();
        auth = SoundliftProcess.begin(List.of(), "auth", authPort, folder.resolve("auth"), login)
                .awaitReady();
        List<String> gateway =
                new ArrayList<>(List.of("--auth", "required", "--auth-url", "http://127.0.0.1:" + authPort));
        gateway.addAll(login);
        server = SoundliftProcess.begin(List.of(), "gateway", port, folder.resolve("data"), gateway)
                .awaitReady();
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
        auth.close();
        issuer.destroyForcibly();
    }

    private static Page open(BrowserContext context) {
        Page page = context.newPage();
        page.navigate(server.url());
        assertThat(page.locator("#to-organisation")).hasText("Log in with Example University");
        assertThat(page.locator("#password")).not().isVisible();
        return page;
    }

    @Test
    void userLogsInAtTheOrganisation() throws Exception {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = open(context);
            Chromium.lookAt(page, "organisation");
            List<String> visited = new CopyOnWriteArrayList<>();
            page.onRequest(request -> visited.add(request.url()));
            page.locator("#to-organisation").click();
            page.locator("input[name=login]").fill("ada");
            page.locator("input[name=password]").fill("whatever");
            page.locator("button[type=submit]").click();
            page.locator("button[type=submit]").click(); // Consent.
            assertThat(page.locator("#account-name")).hasText("ada@university.example");
            assertThat(page.url()).isEqualTo(server.url() + "/");

            // The address of the way back is of no use any more, to anybody.
            String callback = visited.stream()
                    .filter(url -> url.contains("/callback?"))
                    .findFirst()
                    .orElseThrow();
            page.locator("#log-out").click();
            assertThat(page.locator("#to-organisation")).isVisible();
            page.navigate(callback);
            assertThat(page.locator("#login-reason"))
                    .hasText("That took too long, or was begun in another window. Log in again.");
            assertThat(page.locator("#account-name")).not().isVisible();
        }
    }

    @Test
    void userWhoDoesNotWantToIsTold() throws Exception {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = open(context);
            page.locator("#to-organisation").click();
            page.locator("a:has-text('Cancel')").click();
            assertThat(page.locator("#login-reason"))
                    .hasText("You were not logged in: it was refused there, or by you. Try again.");
        }
    }

    @Test
    void passwordsAreOff() throws Exception {
        Client client = new Client(server);
        Client.problem(client.login("ada@university.example", "kitchen window blue", "127.0.0.1"), 403, "FORBIDDEN");
        var registered = client.send(
                "POST",
                "/register",
                BodyPublishers.ofString("{\"email\":\"eve@example.org\",\"password\":\"kitchen window blue\"}"),
                "Content-Type",
                "application/json");
        Client.problem(registered, 403, "FORBIDDEN");
        assertThat(Client.text(client.get("/session")))
                .contains("\"password_login\":false", "\"organisation\":\"Example University\"");
    }
}
