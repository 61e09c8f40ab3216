package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Media;
import tools.jackson.databind.JsonNode;

/** The options of the sound on the page, as a browser shows them. */
class OptionsBrowserEndToEndIT extends PageFixture {
    @Test
    void chosenOptionsAreSentRememberedAndShown() throws Exception {
        page.locator("#options summary").click();
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
        page.locator("#options summary").click();
        assertThat(page.getByLabel("For")).hasValue("podcast");
        assertThat(page.getByLabel("From")).hasValue("");
        page.getByText("Reset").click();
        assertThat(page.getByLabel("For")).hasValue("");
        assertThat(page.locator("#options-chosen")).hasText("");
    }

    @Test
    void timesThatAreNoneAreSaidBeforeAnythingIsSent() throws Exception {
        page.locator("#options summary").click();
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
            page.locator("#options summary").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#preset")).isVisible();
            Chromium.lookAt(page, "options-" + (options.locale == null ? "dark" : "phone"));
            assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                    .isTrue();
        }
    }
}
