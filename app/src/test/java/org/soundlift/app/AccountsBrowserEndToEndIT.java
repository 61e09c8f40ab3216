package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.SoundliftProcess;

/** A person's way through the page where an account is needed. */
class AccountsBrowserEndToEndIT {
    private static final String PASSWORD = "kitchen window blue";
    private static int number;

    @TempDir
    static Path folder;

    private static Path data;
    private static SoundliftProcess server;
    private static Chromium chromium;

    private final List<String> complaints = new ArrayList<>();
    private String email = "";
    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        data = folder.resolve("data");
        server = SoundliftProcess.serve(data, "--auth", "required");
        chromium = new Chromium();
    }

    @AfterAll
    static void stop() {
        chromium.close();
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        email = "user" + ++number + "@example.org";
        SoundliftProcess.addAccount(data, email, PASSWORD);
        context = chromium.browser().newContext(new Browser.NewContextOptions().setViewportSize(1000, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(complaints::add);
        page.onDialog(dialog -> dialog.accept());
        page.navigate(server.url());
    }

    @AfterEach
    void close() {
        context.close();
        // What the service refuses is told in the console too.
        assertThat(complaints.stream()
                        .filter(c -> !c.startsWith("log:") && !c.contains("the server responded with a status of 4"))
                        .toList())
                .isEmpty();
    }

    private void logIn(String password) {
        page.locator("#email").fill(email);
        page.locator("#password").fill(password);
        page.locator("#login-submit").click();
    }

    private Locator card(String name) {
        return page.locator(".card", new Page.LocatorOptions().setHas(page.locator("h2[title='" + name + "']")));
    }

    @Test
    void personLogsInUploadsReloadsAndLogsOut() throws Exception {
        assertThat(page.locator("#board")).isHidden();
        assertThat(page.locator("#email")).isFocused();
        Chromium.lookAt(page, "login");
        logIn("not the password");
        assertThat(page.locator("#login-error")).containsText("E-mail address or password is wrong.");
        logIn(PASSWORD);
        assertThat(page.locator("#drop")).isVisible();
        assertThat(page.locator("#account-name")).hasText(email);
        page.setInputFiles("#files", Files.copy(Media.video(folder, 2), folder.resolve("sermon " + number + ".mp4")));
        assertThat(card("sermon " + number + ".mp4"))
                .containsText("Ready", new ContainsTextOptions().setTimeout(20_000));
        page.reload();
        assertThat(card("sermon " + number + ".mp4")).containsText("Ready");
        Chromium.lookAt(page, "account-board");

        Cookie session = context.cookies().stream()
                .filter(cookie -> cookie.name.equals("soundlift_session"))
                .findFirst()
                .orElseThrow();
        assertThat(session.httpOnly).isTrue();
        assertThat(session.sameSite).isEqualTo(SameSiteAttribute.LAX);
        assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
        assertThat(page.url()).doesNotContain("ey");

        page.locator("#log-out").click();
        assertThat(page.locator("#email")).isVisible();
        assertThat(page.locator(".card")).hasCount(0);
        assertThat(new Client(server)
                        .get("/jobs", "Cookie", session.name + "=" + session.value)
                        .statusCode())
                .as("the token is over, not only forgotten")
                .isEqualTo(401);
    }

    @Test
    void endedSessionIsAskedForAgainAndNothingIsLost() throws Exception {
        page.waitForResponse("**/renew", () -> logIn(PASSWORD)); // Later it would bring the cookie back.
        assertThat(page.locator("#drop")).isVisible();
        context.clearCookies();
        page.setInputFiles("#files", Files.copy(Media.video(folder, 2), folder.resolve("late " + number + ".mp4")));
        assertThat(page.locator("#login-reason")).containsText("Your session has ended.");
        assertThat(page.locator("#email")).hasValue(email);
        page.locator("#password").fill(PASSWORD);
        page.locator("#login-submit").click();
        assertThat(card("late " + number + ".mp4")).containsText("Ready", new ContainsTextOptions().setTimeout(20_000));
        assertThat(page.locator("#login")).isHidden();
    }

    @Test
    void apiKeyIsMadeShownOnceAndRevoked() throws Exception {
        logIn(PASSWORD);
        page.locator("#account-name").click();
        page.locator("#key-name").fill("nightly script");
        page.locator("#key-expiry").selectOption("90");
        page.locator("#key-form button").click();
        assertThat(page.locator("#made-key")).containsText("sl_");
        Chromium.lookAt(page, "account");
        String key = page.locator("#made-key").textContent();
        Client client = new Client(server);
        assertThat(client.get("/jobs", "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(200);
        page.reload();
        assertThat(page.locator("#keys")).containsText("last used");
        assertThat(page.locator("#keys")).containsText("expires");
        assertThat(page.locator("#made")).isHidden();
        page.locator("#keys button").click();
        assertThat(page.locator("#keys li")).hasCount(0);
        assertThat(client.get("/jobs", "Authorization", "Bearer " + key).statusCode())
                .isEqualTo(401);
    }

    @Test
    void webhookIsSetAndRemoved() {
        logIn(PASSWORD);
        page.locator("#account-name").click();
        assertThat(page.locator("#webhook-secret")).containsText("whsec_");
        page.locator("#webhook-url").fill("ftp://example.org/");
        page.locator("#webhook-form button[type=submit]").click();
        assertThat(page.locator("#webhook-error")).containsText("no URL that webhooks can be sent to");
        page.locator("#webhook-url").fill("https://example.org/hook");
        page.locator("#webhook-form button[type=submit]").click();
        assertThat(page.locator("#webhook-notice")).containsText("The webhook is set.");
        page.reload();
        assertThat(page.locator("#webhook-url")).hasValue("https://example.org/hook");
        page.locator("#webhook-remove").click();
        assertThat(page.locator("#webhook-notice")).containsText("removed");
        assertThat(page.locator("#webhook-remove")).isHidden();
    }

    @Test
    void passwordIsShownWhereThatIsWanted() {
        page.locator("#password").fill("kitchen");
        assertThat(page.locator("#password")).hasAttribute("type", "password");
        page.locator("#login [data-shows]").check();
        assertThat(page.locator("#password")).hasAttribute("type", "text");
    }

    @Test
    void passwordIsChanged() {
        logIn(PASSWORD);
        page.locator("#account-name").click();
        page.locator("#current").fill(PASSWORD);
        page.locator("#new").fill("password1234");
        page.locator("#password-form button").click();
        assertThat(page.locator("#password-error")).containsText("not a common one");
        page.locator("#new").fill("garden gate green");
        page.locator("#password-form button").click();
        assertThat(page.locator("#notice")).containsText("The password is changed.");
        page.locator("#log-out").click();
        logIn(PASSWORD);
        assertThat(page.locator("#login-error")).containsText("wrong");
        logIn("garden gate green");
        assertThat(page.locator("#drop")).isVisible();
    }

    @Test
    void personMakesAnAccount() {
        page.locator("#login-other").click();
        email = "new" + number + "@example.org";
        logIn("short");
        assertThat(page.locator("#login-error")).containsText("Choose another password");
        logIn("garden gate green");
        assertThat(page.locator("#account-name")).hasText(email);
    }

    @Test
    void oneTimePasswordLeadsToChangingIt() throws Exception {
        SoundliftProcess reset = SoundliftProcess.run(
                folder.resolve("reset.log"), List.of(), "accounts", "reset", email, "--data", data.toString());
        String oneTime = reset.output().replaceAll("(?s).*password is (\\S+) and.*", "$1");
        logIn(oneTime);
        assertThat(page.locator("#notice")).containsText("Choose one of your own");
        assertThat(page.locator("#keys-section")).isHidden();
        page.locator("#current").fill(oneTime);
        page.locator("#new").fill("garden gate green");
        page.locator("#password-form button").click();
        assertThat(page.locator("#keys-section")).isVisible();
        assertThat(page.locator("#go-on a")).isFocused();
        page.locator("#go-on a").click();
        assertThat(page.locator("#drop")).isVisible();
    }
}
