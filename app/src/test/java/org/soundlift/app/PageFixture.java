package org.soundlift.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.SoundliftProcess;
import tools.jackson.databind.JsonNode;

/** The page of a server in the system's Chromium, which may complain of nothing. Screenshots go to {@code target/screenshots}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PageFixture {
    @TempDir
    static Path folder;

    SoundliftProcess server;
    Chromium chromium;
    BrowserContext context;
    Page page;
    final List<String> complaints = new ArrayList<>();

    @BeforeAll
    void start() throws Exception {
        server = SoundliftProcess.serve(
                folder.resolve("data"), "--max-upload-bytes", mostBytes(), "--upload-chunk", pieces());
        chromium = new Chromium();
    }

    String pieces() {
        return "1MB";
    }

    String mostBytes() {
        return "30MB";
    }

    @AfterAll
    void stop() {
        chromium.close();
        server.close();
    }

    @BeforeEach
    void open() {
        complaints.clear();
        open(new Browser.NewContextOptions().setViewportSize(1000, 900));
    }

    final void open(Browser.NewContextOptions options) {
        context = chromium.browser().newContext(options);
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
        page.onPageError(complaints::add);
        page.navigate(server.url());
        page.locator("#drop").waitFor();
    }

    /** Opens the page as another browser does. */
    void openAnew(Browser.NewContextOptions options) {
        context.close();
        open(options);
    }

    Page phone(Browser.NewContextOptions options) {
        openAnew(options.setViewportSize(390, 844).setIsMobile(true).setHasTouch(true));
        return page;
    }

    @AfterEach
    void close() {
        context.close();
        assertThat(complaints.stream().filter(c -> !c.startsWith("log:")).toList())
                .isEmpty();
    }

    /** Changes the line of the page. */
    void line(CDPSession session, boolean isOffline, int bytesPerSecond) {
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", isOffline);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        session.send("Network.emulateNetworkConditions", conditions);
    }

    /** A line that sends so many bytes a second. */
    CDPSession slow(int bytesPerSecond) {
        CDPSession session = context.newCDPSession(page);
        session.send("Network.enable");
        line(session, false, bytesPerSecond);
        return session;
    }

    void drop(Path file) {
        page.setInputFiles("#files", file);
    }

    Locator card(String name) {
        return page.locator(".card", new Page.LocatorOptions().setHas(page.locator("h2[title='" + name + "']")));
    }

    /** An action of a card. */
    static Locator button(Locator card, String text) {
        return card.locator(".actions > *", new Locator.LocatorOptions().setHasText(text));
    }

    /** Any button, by its accessible name. */
    static Locator named(Locator within, String name) {
        return within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    void lookAt(String name) throws Exception {
        page.locator("section, .card").first().waitFor();
        Chromium.lookAt(page, name);
    }

    JsonNode newestJob() throws Exception {
        return Client.json(new Client(server).get("/jobs")).required("jobs").get(0);
    }
}
