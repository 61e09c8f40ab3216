package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.LargeVideo;
import org.soundlift.app.support.Media;
import tools.jackson.databind.JsonNode;

/** Of a video the page sends the sound alone, and of that the part that is wanted. */
class SoundAloneBrowserEndToEndIT extends PageFixture {
    /** Beyond the limit of the server, which is for what is sent. */
    private static final int PADDING = 300_000_000;

    private static final int MOST_SOUND = 300_000;

    private Path service(String name) throws Exception {
        return LargeVideo.of(Media.video(folder, 20), folder.resolve(name), PADDING);
    }

    private static long bytes(JsonNode job) {
        return job.required("source").required("bytes").longValue();
    }

    @Test
    void soundAloneIsSent() throws Exception {
        Path video = service("service.mp4");
        drop(video);
        assertThat(card("service.mp4")).containsText("Ready");
        JsonNode source = newestJob().required("source");
        assertThat(source.required("bytes").longValue()).isLessThan(MOST_SOUND);
        assertThat(source.required("original_bytes").longValue()).isEqualTo(Files.size(video));
        assertThat(source.required("original_seconds").doubleValue()).isBetween(19.9, 20.1);
        assertThat(newestJob().required("result").required("seconds").doubleValue())
                .isBetween(19.99, 20.01);
    }

    @Test
    void partIsHeardBeforeItIsSent() throws Exception {
        page.check("#hear-first");
        drop(service("sermon.mp4"));
        Locator card = card("sermon.mp4");
        Locator audio = card.locator("audio");
        assertThat(audio).isVisible();
        assertThat(card).containsText("(0:20) from 300 MB.");
        assertThat(named(card, "Convert this part")).isDisabled();
        page.keyboard().press("Space");
        await().until(() -> ((Number) audio.evaluate("a => a.currentTime")).doubleValue() > 0.1);
        page.keyboard().press("Space");
        assertThat((Boolean) audio.evaluate("a => a.paused")).isTrue();
        audio.evaluate("a => { a.currentTime = 4; }");
        page.keyboard().press("[");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("ArrowRight");
        page.keyboard().press("]");
        assertThat(card.getByLabel("From")).hasValue("0:00:04.0");
        assertThat(card.getByLabel("To")).hasValue("0:00:14.0");
        assertThat(card).containsText("(0:10) from 300 MB.");
        named(card, "Hear it").last().click();
        await().until(() -> ((Number) audio.evaluate("a => a.currentTime")).doubleValue() > 15.4);
        await().until(() -> (Boolean) audio.evaluate("a => a.paused"));
        Chromium.lookAt(page, "part-chosen");

        named(card, "Convert this part").click();
        assertThat(card).containsText("Ready");
        assertThat(newestJob().required("result").required("seconds").doubleValue())
                .isEqualTo(10);
        JsonNode source = newestJob().required("source");
        assertThat(source.required("bytes").longValue()).isLessThan(MOST_SOUND / 2);
        assertThat(source.required("original_start").doubleValue()).isEqualTo(4);
    }

    /** The times of the video are those of the part, counted from another place. */
    @Test
    void partIsConvertedAgainByTheTimesOfTheVideo() throws Exception {
        page.locator("#options > summary").click();
        page.getByLabel("From").first().fill("0:05");
        page.getByLabel("To").first().fill("0:15");
        drop(service("again.mp4"));
        assertThat(card("again.mp4")).containsText("Ready");
        assertThat(newestJob().required("result").required("seconds").doubleValue())
                .isEqualTo(10);
        page.getByLabel("To").first().fill("0:12");
        button(card("again.mp4"), "Details").click();
        named(card("again.mp4"), "Convert again with the options above").click();
        await().until(() -> page.locator("h2[title='again.mp4']").count() == 2);
        assertThat(page.locator("h2[title='again.mp4']")).hasCount(2);
        await().until(() -> newestJob().required("status").stringValue().equals("completed"));
        assertThat(newestJob().required("result").required("seconds").doubleValue())
                .isEqualTo(7);
    }

    @Test
    void ownerIsWarnedOfWhatTheServerDoesNotSee() throws Exception {
        Path two = Media.make(
                folder.resolve("two.mp4"),
                java.util.List.of("-f", "lavfi", "-i", "sine=duration=5", "-f", "lavfi", "-i", "sine=duration=5"),
                "-map",
                "0",
                "-map",
                "1");
        drop(LargeVideo.of(two, folder.resolve("two tracks.mp4"), PADDING));
        assertThat(card("two tracks.mp4")).containsText("Ready");
        assertThat(card("two tracks.mp4")).containsText("Audio track 1 of 2 was taken");
    }

    @Test
    void allIsConvertedWithOneClick() throws Exception {
        page.check("#hear-first");
        drop(service("all.mp4"));
        named(card("all.mp4"), "Convert all of it").click();
        assertThat(card("all.mp4")).containsText("0:20");
    }

    @Test
    void partIsChosenOnASecondThought() throws Exception {
        CDPSession session = slow(20_000);
        drop(service("second thought.mp4"));
        Locator card = card("second thought.mp4");
        assertThat(card).containsText("Uploading");
        button(card, "Choose a part").click();
        assertThat(card.locator("audio")).isVisible();
        card.getByLabel("From").fill("0:05");
        card.getByLabel("To").fill("0:0");
        assertThat(named(card, "Convert this part")).isDisabled();
        card.getByLabel("To").fill("0:15");
        assertThat(named(card, "Convert this part")).isEnabled();
        line(session, false, -1);
        named(card, "Convert this part").click();
        assertThat(card).containsText("Ready");
        assertThat(newestJob().required("result").required("seconds").doubleValue())
                .isEqualTo(10);
        assertThat(page.locator("h2[title='second thought.mp4']")).hasCount(1);
    }

    @Test
    void soundIsTakenOutOnceTheLineIsBack() throws Exception {
        context.setOffline(true);
        drop(service("offline.mp4"));
        assertThat(card("offline.mp4")).containsText("No connection.");
        context.setOffline(false);
        assertThat(card("offline.mp4")).containsText("Ready", new ContainsTextOptions().setTimeout(20_000));
        assertThat(bytes(newestJob())).isLessThan(MOST_SOUND);
        complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void whatWasCanceledStaysAway() throws Exception {
        page.check("#hear-first");
        drop(service("canceled.mp4"));
        button(card("canceled.mp4"), "Cancel").first().click();
        page.uncheck("#hear-first");
        drop(service("other.mp4"));
        assertThat(card("other.mp4")).containsText("Ready");
        assertThat(card("canceled.mp4")).hasCount(0);
    }

    @Test
    void reasonIsSaidWhereAllIsSent() throws Exception {
        Path noise = Media.make(
                folder.resolve("noise.mkv"),
                java.util.List.of("-f", "lavfi", "-i", "anoisesrc=duration=60:sample_rate=48000"),
                "-c:a",
                "pcm_s32le",
                "-ac",
                "2");
        assertThat(Files.size(noise)).isGreaterThan(8 << 20);
        page.check("#hear-first");
        drop(noise);
        assertThat(card("noise.mkv"))
                .containsText("The whole video is sent: the sound alone can be sent of MP4 and MOV files.");
        card("noise.mkv").getByLabel("From").fill("0:50");
        named(card("noise.mkv"), "Convert this part").click();
        assertThat(card("noise.mkv")).containsText("Ready");
        assertThat(newestJob().required("result").required("seconds").doubleValue())
                .isEqualTo(10);
        assertThat(bytes(newestJob())).isEqualTo(Files.size(noise));
        assertThat(newestJob().required("source").has("original_bytes")).isFalse();
    }

    @Test
    void videoThatTheServerWouldRefuseIsNotSent() throws Exception {
        drop(LargeVideo.of(Media.silentMovie(folder), folder.resolve("mute.mp4"), PADDING));
        assertThat(card("mute.mp4")).containsText("This video has no sound.");
        page.check("#hear-first");
        drop(LargeVideo.of(Media.silentMovie(folder), folder.resolve("mute too.mp4"), PADDING));
        assertThat(card("mute too.mp4")).containsText("This video has no sound.");
    }

    @Test
    void choosingIsAccessibleOnAPhoneInTheDark() throws Exception {
        openAnew(new Browser.NewContextOptions()
                .setViewportSize(320, 700)
                .setIsMobile(true)
                .setColorScheme(ColorScheme.DARK));
        page.check("#hear-first");
        drop(service("phone.mp4"));
        assertThat(card("phone.mp4").locator("audio")).isVisible();
        Chromium.lookAt(page, "part-phone");
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= 320"))
                .isTrue();
        button(card("phone.mp4"), "Cancel").first().click();
        assertThat(card("phone.mp4")).hasCount(0);
    }
}
