package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** The work of an administrator in the browser, with accounts and without. */
class AdministrationBrowserEndToEndIT {
    private static final String PASSWORD = "kitchen window blue";

    @TempDir
    Path folder;

    private Path data;
    private Chromium chromium;
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeEach
    void open() {
        data = folder.resolve("data");
        chromium = new Chromium();
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1200, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(complaints::add);
        page.onDialog(dialog -> dialog.accept());
    }

    @AfterEach
    void close() {
        chromium.close();
        assertThat(complaints.stream()
                        .filter(c -> !c.startsWith("log:") && !c.contains("the server responded with a status of 4"))
                        .toList())
                .isEmpty();
    }

    private void turnTo(String tab) {
        page.locator("#tabs a[href='admin#" + tab + "']").click();
        assertThat(page.locator("section#" + tab)).isVisible();
    }

    private Locator row(String table, String text) {
        return page.locator("#" + table + " tbody tr", new Page.LocatorOptions().setHasText(text));
    }

    private static void press(Locator row, String word) {
        row.locator("button", new Locator.LocatorOptions().setHasText(word))
                .first()
                .click();
    }

    private void notice(String text) {
        assertThat(page.locator("#notice")).containsText(text);
    }

    /** A message that no program of ours has written. */
    private void sendNonsense(SoundliftProcess server) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("soundlift.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
            statement.execute("insert into queue_message (id, queue, body, attempts, visible_at)"
                    + " values ('0-nonsense', 'video', 'this is no JSON', 0, 0)");
        }
        await().until(() -> server.output().contains("dead letters"));
    }

    @Test
    void administratorSeesAndDoesEverything() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(data, "--auth", "required")) {
            SoundliftProcess.addAccount(data, "root@example.org", PASSWORD, "--admin");
            SoundliftProcess.addAccount(data, "ada@example.org", PASSWORD);
            Client client = new Client(server);
            String token = Client.json(client.login("ada@example.org", PASSWORD, "127.0.0.1"))
                    .required("access_token")
                    .stringValue();
            String bearer = "Bearer " + token;
            String ready = Client.jobId(client.upload(Media.video(folder, 2), "sermon.mp4", "Authorization", bearer));
            String failed =
                    Client.jobId(client.upload(Media.silentMovie(folder), "silent.mp4", "Authorization", bearer));
            await().until(() -> Client.json(client.get("/status/" + ready, "Authorization", bearer))
                            .required("status")
                            .stringValue()
                            .equals("completed")
                    && Client.json(client.get("/status/" + failed, "Authorization", bearer))
                            .required("status")
                            .stringValue()
                            .equals("failed"));
            sendNonsense(server);

            page.navigate(server.url());
            page.locator("#email").fill("root@example.org");
            page.locator("#password").fill(PASSWORD);
            page.locator("#login-submit").click();
            page.locator("#to-administration").click();

            assertThat(page.locator("#tiles")).containsText("Ready, last hour");
            assertThat(row("failures", "NO_AUDIO_TRACK")).isVisible();
            assertThat(row("owners", "ada@example.org")).isVisible();
            assertThat(page.locator("#hour svg rect.failed")).not().hasCount(0);
            Chromium.lookAt(page, "admin-overview");

            row("failures", "NO_AUDIO_TRACK").locator("a").click();
            assertThat(page.locator("#filter-error")).hasValue("NO_AUDIO_TRACK");
            assertThat(row("job-list", "silent.mp4")).isVisible();
            assertThat(row("job-list", "sermon.mp4")).hasCount(0);
            Chromium.lookAt(page, "admin-jobs");
            page.locator("#retry-failed").click();
            notice("1 video is tried again.");
            await().until(() -> Client.json(client.get("/status/" + failed, "Authorization", bearer))
                    .required("status")
                    .stringValue()
                    .equals("failed"));
            page.locator("#filter-error").fill("");
            page.locator("#filter-status").selectOption("");
            page.locator("#filter-filename").fill("SERMON");
            page.locator("#job-filters button").click();
            press(row("job-list", "sermon.mp4"), "Delete");
            notice("sermon.mp4 is deleted.");
            assertThat(client.get("/status/" + ready, "Authorization", bearer).statusCode())
                    .isEqualTo(404);

            turnTo("letters");
            assertThat(page.locator("#letter-list")).containsText("this is no JSON");
            Chromium.lookAt(page, "admin-letters");
            page.locator("#letter-list button", new Page.LocatorOptions().setHasText("Put back"))
                    .click();
            notice("The message is back in its queue.");
            await().untilAsserted(() -> {
                page.reload();
                assertThat(page.locator("#letter-list li")).containsText("this is no JSON");
            });
            page.locator("#letter-list button", new Page.LocatorOptions().setHasText("Drop"))
                    .click();
            assertThat(page.locator("#letter-list")).containsText("There are none.");

            turnTo("converters");
            assertThat(page.locator("#converter-list")).containsText("slots in use");
            Chromium.lookAt(page, "admin-converters");
            page.locator("#converter-list button").click();
            assertThat(page.locator("#converter-list")).containsText("drains", patiently());
            String waiting = Client.jobId(client.upload(Media.video(folder, 2), "waits.mp4", "Authorization", bearer));
            Thread.sleep(2_000); // A converter that took work would have begun.
            assertThat(Client.json(client.get("/status/" + waiting, "Authorization", bearer))
                            .required("status")
                            .stringValue())
                    .isEqualTo("queued");
            assertThat(page.locator("#converter-list button")).hasText("Take work again");
            page.locator("#converter-list button").click();
            await().until(() -> Client.json(client.get("/status/" + waiting, "Authorization", bearer))
                    .required("status")
                    .stringValue()
                    .equals("completed"));

            turnTo("announcement");
            page.locator("#announcement-text").fill("Maintenance on Sunday at 22:00.");
            page.locator("#announcement-form .primary").click();
            notice("All users see the announcement now.");

            manageAccounts(server);

            turnTo("audit");
            for (String action : List.of(
                    "job.retry",
                    "job.delete",
                    "dead_letter.requeue",
                    "dead_letter.drop",
                    "converter.drain",
                    "converter.resume",
                    "announcement.set",
                    "account.add",
                    "account.change",
                    "account.reset",
                    "account.limit",
                    "account.delete")) {
                assertThat(row("audit-list", action).first()).containsText("root@example.org");
            }
            Chromium.lookAt(page, "admin-audit");
        }
    }

    private static ContainsTextOptions patiently() {
        return new ContainsTextOptions().setTimeout(15_000);
    }

    private void manageAccounts(SoundliftProcess server) throws Exception {
        turnTo("accounts");
        page.locator("#new-email").fill("bob@example.org");
        page.locator("#account-form .primary").click();
        assertThat(page.locator("#made-for")).containsText("bob@example.org");
        assertThat(row("account-list", "bob@example.org")).containsText("must change the password");
        Client client = new Client(server);
        assertThat(client.login(
                                "bob@example.org",
                                page.locator("#made-password").textContent(),
                                "127.0.0.1")
                        .statusCode())
                .isEqualTo(200);

        row("account-list", "bob@example.org").locator("select").selectOption("admin");
        notice("bob@example.org has another role.");
        press(row("account-list", "bob@example.org"), "Disable");
        notice("bob@example.org is disabled.");
        press(row("account-list", "bob@example.org"), "Enable");
        notice("bob@example.org is enabled.");
        press(row("account-list", "ada@example.org"), "New password");
        assertThat(page.locator("#made-for")).containsText("ada@example.org");
        assertThat(client.login("ada@example.org", PASSWORD, "127.0.0.1").statusCode())
                .isEqualTo(401);
        Chromium.lookAt(page, "admin-accounts");
        press(row("account-list", "bob@example.org"), "Limits");
        page.locator("#limit-bytes").fill("1.5");
        Chromium.lookAt(page, "admin-limits");
        page.locator("#limits .primary").click();
        notice("bob@example.org has these limits now.");
        press(row("account-list", "bob@example.org"), "Limits");
        assertThat(page.locator("#limit-bytes")).hasValue("1.5");
        assertThat(page.locator("#limit-jobs")).hasValue("");
        page.locator("#limits button", new Page.LocatorOptions().setHasText("Cancel"))
                .click();

        press(row("account-list", "ada@example.org"), "Delete");
        page.locator("#to-heir").check();
        page.locator("#heir").selectOption("bob@example.org");
        Chromium.lookAt(page, "admin-delete-account");
        page.locator("#delete-account .primary").click();
        notice("ada@example.org is deleted. 2 videos have another owner.");
        assertThat(row("account-list", "ada@example.org")).hasCount(0);
        turnTo("jobs");
        page.locator("#filter-filename").fill("");
        page.locator("#job-filters button").click();
        assertThat(row("job-list", "waits.mp4")).containsText("bob@example.org");
    }

    @Test
    void withoutAccountsThisMachineAdministers() throws Exception {
        try (SoundliftProcess server = SoundliftProcess.serve(data)) {
            Client client = new Client(server);
            client.accepted(Media.video(folder, 2));
            page.navigate(server.url());
            page.locator("#to-administration").click();
            assertThat(page.locator("#tiles")).containsText("Waiting");
            assertThat(page.locator("#accounts-tab")).isHidden();
            turnTo("announcement");
            page.locator("#announcement-text").fill("Maintenance on Sunday at 22:00.");
            page.locator("#announcement-form .primary").click();
            notice("All users see the announcement now.");
            page.navigate(server.url());
            assertThat(page.locator("#announcement")).hasText("Maintenance on Sunday at 22:00.");
            Chromium.lookAt(page, "announcement");
            assertThat(client.get("/admin/overview", "X-Forwarded-For", "192.0.2.1")
                            .statusCode())
                    .as("a proxy passes on requests of others")
                    .isEqualTo(403);
            assertThat(Files.exists(data.resolve("soundlift.db"))).isTrue();
        }
    }
}
