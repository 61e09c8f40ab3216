package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;
import org.soundlift.app.support.Pieces;
import org.soundlift.app.support.PrivateNginx;
import org.soundlift.app.support.SoundliftProcess;
import org.soundlift.core.support.PrivateServers;

/**
 * Two Soundlifts below paths of one host. To the one, nginx passes paths on as they come, and its accounts are in a process of their
 * own. From the paths of the other it takes the prefix.
 */
@Timeout(240)
class BelowAPathBrowserEndToEndIT {
    private static final String PASSED_ON = "/sound/";
    private static final String TAKEN_AWAY = "/tools/lift/";
    private static final String ADMIN = "ada@example.org";
    private static final String PASSWORD = "kitchen window blue";
    /** More than the page sends at once. */
    private static final int SENT_IN_PIECES = 9_000_000;

    @TempDir
    static Path folder;

    private static final List<SoundliftProcess> SERVERS = new ArrayList<>();
    private static PrivateNginx nginx;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        int gateway = PrivateServers.freePort();
        int auth = PrivateServers.freePort();
        int other = PrivateServers.freePort();
        nginx = PrivateNginx.belowPaths(
                folder,
                Map.of(PASSED_ON, "http://127.0.0.1:" + gateway, TAKEN_AWAY, "http://127.0.0.1:" + other + "/"));
        Path accounts = folder.resolve("auth");
        SERVERS.add(SoundliftProcess.service("auth", auth, accounts));
        begin(
                "gateway",
                gateway,
                folder.resolve("one"),
                "converter",
                "--auth",
                "required",
                "--public-url",
                nginx.url() + PASSED_ON,
                "--auth-url",
                "http://127.0.0.1:" + auth);
        begin("", other, folder.resolve("other"), "--auth", "required", "--public-url", nginx.url() + TAKEN_AWAY);
        for (Path data : List.of(accounts, folder.resolve("other"))) {
            SoundliftProcess.addAccount(data, ADMIN, PASSWORD, "--admin");
        }
        chromium = new Chromium();
    }

    private static void begin(String service, int port, Path data, String... flags) throws IOException {
        SERVERS.add(SoundliftProcess.begin(List.of(), service, port, data, List.of(flags))
                .awaitReady());
    }

    @AfterAll
    static void stop() {
        chromium.close();
        nginx.close();
        SERVERS.forEach(SoundliftProcess::close);
    }

    private static void logIn(Page page) {
        page.locator("#email").fill(ADMIN);
        page.locator("#password").fill(PASSWORD);
        page.locator("#login-submit").click();
        assertThat(page.locator("#account-name")).hasText(ADMIN);
    }

    private static void convert(Page page, Path video) {
        page.setInputFiles("#files", video);
        assertThat(page.locator(
                        ".card",
                        new Page.LocatorOptions().setHasText(video.getFileName().toString())))
                .containsText("Ready", new ContainsTextOptions().setTimeout(30_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {PASSED_ON, TAKEN_AWAY})
    void pageStaysBelowItsPath(String path) throws Exception {
        String base = nginx.url() + path;
        List<String> astray = new CopyOnWriteArrayList<>();
        List<String> complaints = new CopyOnWriteArrayList<>();
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.onPageError(complaints::add);
            page.onRequest(request -> {
                if (!request.url().startsWith(base) && !request.url().startsWith("blob:")) {
                    astray.add(request.url());
                }
            });
            page.navigate(base);
            logIn(page);
            convert(
                    page,
                    Files.copy(
                            Media.video(folder, 2), Files.createTempFile(folder, "small", ".mp4"), REPLACE_EXISTING));
            Path large = folder.resolve("large.mp4");
            Files.write(large, Pieces.padded(Media.video(folder, 3), SENT_IN_PIECES));
            convert(page, large);
            Chromium.lookAt(page, "below-a-path");
            assertThat(context.cookies())
                    .filteredOn(cookie -> cookie.name.startsWith("soundlift_session"))
                    .extracting(cookie -> cookie.path)
                    .containsExactly(path);

            page.locator("#account-name").click();
            page.waitForURL(base + "account.html");
            assertThat(page.locator("#key-form")).isVisible();
            page.locator("h1 a").click();
            page.waitForURL(base);
            page.locator("#to-administration").click();
            page.waitForURL(base + "admin");
            page.locator("#tabs a[href='admin#jobs']").click();
            assertThat(page.locator("main")).containsText("large.mp4");
            page.navigate(base + "admin/"); // With a slash too many, as people type it.
            page.locator("#tabs a[href='admin#accounts']").click();
            assertThat(page.locator("main")).containsText(ADMIN);
            page.navigate(base + "docs");
            assertThat(page.locator("pre").first()).containsText(base);

            page.navigate(base);
            assertThat(page.locator("#drop")).isVisible();
            page.locator("#log-out").click();
            assertThat(page.locator("#email")).isVisible();
            assertThat(page.url()).isEqualTo(base);
        }
        assertThat(astray).isEmpty();
        assertThat(complaints).isEmpty();
    }

    /** A proxy that removes /sound makes "/" of it; and an operator may come past the proxy. */
    @Test
    void pageIsWholeWhereItsPathLacksThePrefix() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            for (SoundliftProcess server : SERVERS.subList(1, 3)) {
                page.navigate(server.local() + "/");
                logIn(page);
                assertThat(page.locator("#drop")).isVisible();
            }
        }
    }

    @Test
    void sessionOfTheOneIsNotOneOfTheOther() {
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(nginx.url() + PASSED_ON);
            logIn(page);
            page.navigate(nginx.url() + TAKEN_AWAY);
            assertThat(page.locator("#email")).isVisible();
            logIn(page);
            page.navigate(nginx.url() + PASSED_ON);
            assertThat(page.locator("#account-name")).hasText(ADMIN);
            assertThat(context.cookies())
                    .extracting(cookie -> cookie.name + " " + cookie.path)
                    .containsExactlyInAnyOrder(
                            "soundlift_session.sound " + PASSED_ON, "soundlift_session.tools.lift " + TAKEN_AWAY);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PASSED_ON, TAKEN_AWAY})
    void programsAreToldPathsThatLeadThere(String path) throws Exception {
        String base = nginx.url() + path;
        Client host = new Client(nginx.url());
        Client client = new Client(base.replaceFirst("/$", ""));
        String[] token = {"Authorization", "Bearer " + token(client)};

        HttpResponse<byte[]> accepted = client.upload(Media.video(folder, 1), "talk.mp4", token);
        assertThat(Client.json(accepted).required("status_url").stringValue()).startsWith(base + "status/");
        String status = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(status).startsWith(path + "status/");
        assertThat(Client.json(host.get(status + "?wait=60", token))
                        .required("download_url")
                        .stringValue())
                .startsWith(base + "download/");

        byte[] file = Files.readAllBytes(Media.video(folder, 1));
        Pieces pieces = new Pieces(host, token);
        String upload = new Pieces(client, token).begin("talk.mp4", file.length);
        assertThat(upload).startsWith(path + "uploads/");
        HttpResponse<byte[]> sent = pieces.send(upload, BodyPublishers.ofByteArray(file), 0);
        assertThat(sent.headers().firstValue("Soundlift-Job").orElseThrow()).startsWith(path + "status/");

        assertThat(Client.json(client.get("/status/0", token)).required("type").stringValue())
                .isEqualTo(path + "docs#JOB_NOT_FOUND");
        assertThat(Client.json(client.get("/openapi.json")).at("/servers/0/url").stringValue() + "/")
                .isEqualTo(path);
        HttpResponse<byte[]> lost = client.get("/nothing", "Accept", "text/html,application/xhtml+xml");
        assertThat(lost.statusCode()).isEqualTo(404);
        assertThat(Client.text(lost)).contains("href=\"" + path + "\"", "href=\"" + path + "style.css\"");
    }

    @Test
    void commandLineSendsVideosThere() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), token(new Client(nginx.url() + "/sound")));
        Path mp3 = folder.resolve("from afar.mp3");
        SoundliftProcess convert = SoundliftProcess.run(
                folder.resolve("convert.log"),
                List.of(),
                "convert",
                Media.video(folder, 2).toString(),
                "-o",
                mp3.toString(),
                "--server",
                nginx.url() + PASSED_ON,
                "--token-file",
                token.toString());
        assertThat(convert.exitStatus()).as(convert.output()).isZero();
        assertThat(Media.samples(mp3)).isEqualTo(2L * 44_100);
    }

    private static String token(Client client) throws IOException, InterruptedException {
        return Client.json(client.login(ADMIN, PASSWORD, "127.0.0.1"))
                .required("access_token")
                .stringValue();
    }
}
