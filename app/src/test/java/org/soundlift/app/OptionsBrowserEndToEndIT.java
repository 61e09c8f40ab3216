package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Media;
import tools.jackson.databind.JsonNode;

/** The options of the sound on the page, as a browser shows them. */
class OptionsBrowserEndToEndIT extends PageFixture {
    private Path picture;

    @BeforeAll
    void makePictures() throws Exception {
        picture = folder.resolve("cover.png");
        Media.ffmpeg("-f", "lavfi", "-i", "testsrc=size=300x200", "-frames:v", "1", picture.toString());
        Files.writeString(folder.resolve("no.png"), "no picture");
    }

    @Test
    void chosenOptionsAreSentRememberedAndShown() throws Exception {
        page.locator("#options > summary").click();
        page.getByLabel("For").selectOption("podcast");
        page.getByLabel("From").fill("0:01");
        page.getByLabel("To").fill("-0.5");
        page.getByLabel("Leave out silence").check();
        assertThat(page.locator("#options-chosen")).containsText("a podcast");
        Chromium.lookAt(page, "options");
        page.setInputFiles("#files", Files.copy(Media.video(folder, 4), folder.resolve("sermon.mp4")));
        Locator card = card("sermon.mp4");
        assertThat(card).containsText("-16.0 LUFS".replace('-', '−'));
        JsonNode job = newestJob();
        assertThat(job.required("options").toString())
                .contains("\"start\":1", "\"end\":-0.5", "\"loudness\":-16", "\"trim_silence\":\"ends\"");
        assertThat(job.required("result").required("seconds").doubleValue()).isBetween(2.4, 2.6);
        button(card, "Details").click();
        assertThat(card.locator(".panel")).containsText("Loudness −16.0 LUFS");
        assertThat(card.locator(".panel")).containsText("Part: from 0:01");

        page.reload();
        page.locator("#choose-folder").waitFor();
        page.locator("#options > summary").click();
        assertThat(page.getByLabel("For")).hasValue("podcast");
        assertThat(page.getByLabel("From")).hasValue("");
        page.getByText("Reset").click();
        assertThat(page.getByLabel("For")).hasValue("");
        assertThat(page.locator("#options-chosen")).hasText("");
    }

    @Test
    void textsCoverAndChaptersAreTheOwners() throws Exception {
        page.locator("#options > summary").click();
        page.getByText("Title, cover, chapters").click();
        page.getByLabel("Title", new Page.GetByLabelOptions().setExact(true)).fill("Predigt");
        page.getByLabel("Album or series").fill("Sonntage");
        page.setInputFiles("#own-cover", folder.resolve("no.png"));
        assertThat(page.locator("#thumbnail")).isHidden();
        drop(Files.copy(Media.video(folder, 4), folder.resolve("own.mp4")));
        assertThat(page.getByLabel("Own picture")).isFocused();
        assertThat(card("own.mp4")).hasCount(0);

        page.setInputFiles("#own-cover", picture);
        assertThat(page.locator("#thumbnail")).isVisible();
        assertThat(page.locator("#cover")).isDisabled();
        page.setInputFiles("#own-chapters", Files.writeString(folder.resolve("own.txt"), "0:00 Eins\n0:02 Zwei\n"));
        assertThat(page.locator("#options-chosen")).containsText("Title: Predigt");
        assertThat(page.locator("#options-chosen")).containsText("Own picture: cover.png");
        Chromium.lookAt(page, "options-labels");
        drop(folder.resolve("own.mp4"));
        Locator card = card("own.mp4");
        named(card, "Play").click();
        assertThat(card.locator(".chapters button")).hasText(new String[] {"0:00 Eins", "0:02 Zwei"});
        assertThat(card.getByAltText("Cover")).hasJSProperty("naturalWidth", 300);
        assertThat(newestJob().required("options").required("title").stringValue())
                .isEqualTo("Predigt");

        page.getByText("Reset").click();
        page.setInputFiles("#own-chapters", Files.writeString(folder.resolve("own.txt"), "0:01 Drei\n"));
        named(card, "Details").click();
        named(card, "Convert again").click();
        assertThat(page.locator(".card", new Page.LocatorOptions().setHasText("own.mp4")))
                .hasCount(2);
        card = page.locator(".card").first();
        named(card, "Play").click();
        assertThat(card.locator(".chapters button")).hasText(new String[] {"0:01 Drei"});
    }

    @Test
    void timesThatAreNoneAreSaidBeforeAnythingIsSent() throws Exception {
        page.locator("#options > summary").click();
        page.getByLabel("From").fill("soon");
        page.setInputFiles("#files", Files.copy(Media.video(folder, 2), folder.resolve("unsent.mp4")));
        assertThat(page.getByLabel("From")).isFocused();
        assertThat(card("unsent.mp4")).hasCount(0);
    }

    @Test
    void optionsAreAccessibleInDarkAndOnAPhone() throws Exception {
        for (Browser.NewContextOptions options : List.of(
                new Browser.NewContextOptions().setViewportSize(1000, 900).setColorScheme(ColorScheme.DARK),
                new Browser.NewContextOptions().setViewportSize(320, 700).setLocale("de-DE"))) {
            openAnew(options);
            page.locator("#options > summary").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#preset")).isVisible();
            page.locator(".further > summary").first().click();
            page.locator(".further > summary").last().click();
            assertThat(page.locator("#bitrate")).isVisible();
            Chromium.lookAt(page, "options-" + (options.locale == null ? "dark" : "phone"));
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }
}
