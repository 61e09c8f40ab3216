package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;

/** The page itself: its languages, its looks, the keyboard, no scripts, its files, and the page of the interface. */
class PageBrowserEndToEndIT extends PageFixture {
    @Test
    void pageIsAccessibleInLightAndDarkAndOnAPhone() throws Exception {
        for (String name : List.of("ordinary.mp4", "שלום עולם 🎵.mp4", "a very long name ".repeat(12) + ".mp4")) {
            drop(Files.copy(Media.video(folder, 2), folder.resolve(name)));
            assertThat(card(name)).containsText("Ready");
        }
        drop(Files.copy(Media.silentMovie(folder), folder.resolve("mute.mp4")));
        assertThat(card("mute.mp4")).containsText("no sound");
        lookAt("light");
        context.close();
        open(new Browser.NewContextOptions().setViewportSize(1000, 900).setColorScheme(ColorScheme.DARK));
        lookAt("dark");
        context.close();
        open(new Browser.NewContextOptions()
                .setViewportSize(320, 700)
                .setDeviceScaleFactor(2)
                .setIsMobile(true));
        lookAt("phone");
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320"))
                .isTrue();
        page.navigate(server.url() + "/docs");
        lookAt("docs");
    }

    private boolean focusIsInACard() {
        return (Boolean) page.evaluate("document.activeElement.closest('.card') !== null");
    }

    @Test
    void everythingWorksByKeyboard() throws Exception {
        drop(Files.copy(Media.video(folder, 2), folder.resolve("keys.mp4")));
        assertThat(card("keys.mp4")).containsText("Ready");
        page.reload();
        button(card("keys.mp4"), "Play").waitFor();
        page.keyboard().press("Tab");
        assertThat(page.locator("#files")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("#hear-first")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("#options > summary")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("#choose-folder")).isFocused();
        for (int tabs = 0; tabs < 12 && !focusIsInACard(); tabs++) {
            page.keyboard().press("Tab");
        }
        assertThat(page.locator(".card button").first()).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("audio")).isVisible();
    }

    @Test
    void pageSaysWhatItDoesInTheLanguageOfItsReader() throws Exception {
        assertThat(page.locator("main")).containsText("makes an MP3");
        assertThat(page.locator(".facts-of-service"))
                .containsText("MP4, MOV, M4A, 3GP, MKV or WebM, up to 30 MB each.");
        assertThat(page.locator(".facts-of-service")).containsText("Everything stays on this machine.");
        assertThat(page.locator(".facts-of-service")).containsText("7 days");
        assertThat(page.locator("footer")).containsText("Soundlift 0.1");
        phone(new Browser.NewContextOptions().setLocale("de-AT"));
        assertThat(page.locator("html")).hasAttribute("lang", "de");
        assertThat(page.locator("#drop-text")).containsText("Videos wählen");
        drop(Files.copy(Media.silentMovie(folder), folder.resolve("stumm.mp4")));
        assertThat(card("stumm.mp4")).containsText("Dieses Video hat keinen Ton.");
    }

    @Test
    void pageWorksWithoutScripts() throws Exception {
        context.close();
        open(new Browser.NewContextOptions().setJavaScriptEnabled(false));
        page.setInputFiles("#files", Files.copy(Media.video(folder, 1), folder.resolve("plain.mp4")));
        page.locator("#drop button").click();
        assertThat(page.locator("h1")).hasText("plain.mp4");
        await().until(() -> {
            page.reload();
            return page.locator("text=Download the MP3").count() == 1;
        });
        Download download =
                page.waitForDownload(() -> page.locator("text=Download the MP3").click());
        assertThat(download.suggestedFilename()).isEqualTo("plain.mp3");
        page.navigate(server.url() + "/nowhere");
        assertThat(page.locator("h1")).hasText("No such route.");
        complaints.removeIf(complaint -> complaint.contains("the server responded with a status of 404"));
    }

    @Test
    void filesOfThePageAreCompressedKeptForGoodAndInstallable() throws Exception {
        Client client = new Client(server);
        String html = new String(client.get("/").body(), UTF_8);
        var matcher = Pattern.compile("static/[^\"]+").matcher(html);
        assertThat(matcher.find()).isTrue();
        var css = client.get("/" + matcher.group(), "Accept-Encoding", "gzip");
        assertThat(css.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
        assertThat(css.headers().firstValue("Content-Encoding")).contains("gzip");
        for (String path : List.of("/favicon.ico", "/apple-touch-icon.png", "/manifest.webmanifest", "/icon-512.png")) {
            assertThat(client.get(path).statusCode()).as(path).isEqualTo(200);
        }
        long all = ((Number) page.evaluate("performance.getEntriesByType('resource')"
                        + ".filter(e => /static|^.*\\/$/.test(e.name)).reduce((sum, e) => sum + e.encodedBodySize, 0)"))
                .longValue();
        assertThat(all).as("bytes of the first visit").isBetween(5_000L, 45_000L);
    }

    @Test
    void interfaceIsSearchedAndHasExamples() {
        page.navigate(server.url() + "/docs");
        Locator first = page.locator("section").first();
        assertThat(first).containsText("Convert a file");
        assertThat(first).containsText("curl -X POST -F file=@talk.mp4");
        assertThat(first).containsText("\"job_id\"");
        page.locator("#search").fill("IDEMPOTENCY_KEY_REUSED");
        assertThat(page.locator("#IDEMPOTENCY_KEY_REUSED")).isVisible();
        assertThat(page.locator("#session")).isHidden();
    }
}
