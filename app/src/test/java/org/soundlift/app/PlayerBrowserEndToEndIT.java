package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Media;

/** The player of a result, and "Convert again", as a browser shows them. */
class PlayerBrowserEndToEndIT extends PageFixture {
    /** Two tracks of eight seconds, two chapters, and a cover. */
    private static Path talk() throws Exception {
        Path chapters = Files.writeString(folder.resolve("chapters.txt"), """
                ;FFMETADATA1
                [CHAPTER]
                TIMEBASE=1/1000
                START=0
                END=3000
                title=Begrüßung
                [CHAPTER]
                TIMEBASE=1/1000
                START=3000
                END=8000
                title=<b>Fragen</b>
                """);
        Path picture = folder.resolve("cover.png");
        Media.ffmpeg("-f", "lavfi", "-i", "testsrc=size=300x200", "-frames:v", "1", picture.toString());
        Path talk = folder.resolve("talk.m4a");
        String tone = "sine=f=%d:d=8";
        Media.ffmpeg(
                "-f",
                "lavfi",
                "-i",
                tone.formatted(330),
                "-f",
                "lavfi",
                "-i",
                tone.formatted(440),
                "-i",
                picture.toString(),
                "-i",
                chapters.toString(),
                "-map",
                "0:a",
                "-map",
                "1:a",
                "-map",
                "2:v",
                "-map_metadata",
                "3",
                "-map_chapters",
                "3",
                "-c:a",
                "aac",
                "-c:v",
                "copy",
                "-disposition:v:0",
                "attached_pic",
                "-metadata:s:a:0",
                "language=eng",
                "-metadata:s:a:1",
                "language=deu",
                talk.toString());
        return talk;
    }

    @Test
    void chapterIsPlayedAndPartIsPickedAndConverted() throws Exception {
        Browser.NewContextOptions dark =
                new Browser.NewContextOptions().setViewportSize(1000, 900).setColorScheme(ColorScheme.DARK);
        openAnew(dark);
        page.setInputFiles("#files", talk());
        Locator cards = page.locator(".card", new Page.LocatorOptions().setHasText("talk.m4a"));
        Locator card = cards.last();
        named(card, "Play").click();
        assertThat(card.locator(".chapters button")).hasText(new String[] {"0:00 Begrüßung", "0:03 <b>Fragen</b>"});
        assertThat(card.getByAltText("Cover")).hasJSProperty("naturalWidth", 300);
        card.locator(".chapters button").nth(1).click();
        page.waitForFunction("() => document.querySelector('audio').currentTime > 3.3");
        assertThat(card.locator(".chapters [aria-current]")).hasText("0:03 <b>Fragen</b>");
        page.evaluate("() => document.querySelector('audio').pause()");
        Chromium.lookAt(page, "player");
        page.evaluate("() => { document.querySelector('audio').currentTime = 5; }");
        named(card, "From here").click();
        assertThat(page.locator("#start")).hasValue("0:00:05.0");
        named(card, "Details").click();
        named(card, "Convert again").click();
        assertThat(cards).hasCount(2);
        assertThat(cards.first()).containsText("0:03");
        assertThat(newestJob().required("options").required("start").intValue()).isEqualTo(5);
    }

    @Test
    void otherTrackIsOneClickAway() throws Exception {
        page.setInputFiles("#files", Files.copy(talk(), folder.resolve("two.m4a")));
        Locator cards = page.locator(".card", new Page.LocatorOptions().setHasText("two.m4a"));
        Locator card = cards.last();
        assertThat(card).containsText("Audio track 1 of 2 was taken");
        named(card, "Details").click();
        assertThat(card.locator(".panel")).containsText("Convert audio track 2 (deu)");
        named(card, "Convert audio track 2").click();
        assertThat(cards).hasCount(2);
        assertThat(newestJob().required("options").required("track").stringValue())
                .isEqualTo("2");
    }
}
