package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.WaitUntilState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Client;
import org.soundlift.app.support.Media;

/** A person's way through the page, in the system's Chromium. Screenshots go to {@code target/screenshots}. */
class BrowserEndToEndIT extends PageFixture {
    @Test
    void videoBecomesSoundThatPlaysAndIsDownloaded() throws Exception {
        Path video = Files.copy(Media.video(folder, 120), folder.resolve("Sunday talk.mp4"));
        drop(video);
        Locator card = card("Sunday talk.mp4");
        List<Double> bar = new ArrayList<>();
        await().until(() -> {
            Object value = card.locator("progress").evaluate("bar => bar.value");
            bar.add(((Number) value).doubleValue());
            return button(card, "Download").isVisible();
        });
        assertThat(bar.subList(0, bar.size() - 1)).isSorted();
        assertThat(bar).anyMatch(value -> value > 0 && value < 1);
        assertThat(card).containsText("2:00");

        button(card, "Play").click();
        Locator player = card.locator("audio");
        await().until(() -> ((Number) player.evaluate("a => a.currentTime")).doubleValue() > 0.3);

        Download download = page.waitForDownload(() -> button(card, "Download").click());
        assertThat(download.suggestedFilename()).isEqualTo("Sunday talk.mp3");
        Path saved = folder.resolve("saved.mp3");
        download.saveAs(saved);
        String address = "/" + button(card, "Download").getAttribute("href");
        assertThat(Files.readAllBytes(saved))
                .isEqualTo(new Client(server).get(address).body());
        long samples = Media.samples(saved);
        assertThat(samples).isBetween(120 * 44_100L - 1_152, 120 * 44_100L + 1_152);

        page.reload();
        assertThat(card("Sunday talk.mp4")).containsText("Ready");
    }

    @Test
    void filesAreDroppedAnywhereOnThePage() throws Exception {
        byte[] bytes = Files.readAllBytes(Media.video(folder, 1));
        Object transfer = page.evaluateHandle(
                "base64 => { const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));"
                        + " const data = new DataTransfer();"
                        + " data.items.add(new File([bytes], 'dropped.mp4', { type: 'video/mp4' })); return data; }",
                java.util.Base64.getEncoder().encodeToString(bytes));
        page.dispatchEvent("#drop", "drop", Map.of("dataTransfer", transfer));
        assertThat(card("dropped.mp4")).containsText("Ready");
    }

    @Test
    void fileThatIsChosenBeforeThePageHasItsProgramIsTaken() throws Exception {
        List<Route> held = new ArrayList<>();
        page.route("**/board*.js", held::add);
        page.navigate(server.url(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        page.locator("#drop").waitFor();
        drop(Media.video(folder, 1));
        page.waitForCondition(() -> !held.isEmpty());
        held.forEach(Route::resume);
        assertThat(card("talk-1.mp4").first()).containsText("Ready");
    }

    @Test
    void videoWithoutSoundSaysSo() throws Exception {
        drop(Media.silentMovie(folder));
        Locator card = card("silent.mp4");
        assertThat(card).containsText("This video has no sound.");
        assertThat(button(card, "Try again")).hasCount(0);
        button(card, "Details").click();
        assertThat(card.locator(".panel")).containsText("NO_AUDIO_TRACK");
    }

    @Test
    void whatCanNotBeSentIsSaidBeforeItIsSent() throws Exception {
        drop(Files.writeString(folder.resolve("notes.mp4"), "not a video at all"));
        assertThat(card("notes.mp4")).containsText("This is not a video.");
        drop(Files.createFile(folder.resolve("empty.mp4")));
        assertThat(card("empty.mp4")).containsText("This file is empty.");
        Path large = Files.write(folder.resolve("large.mkv"), new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3});
        Media.run("truncate", "-s", "31M", large.toString());
        drop(large);
        assertThat(card("large.mkv")).containsText("Up to 30 MB are accepted.");
        button(card("large.mkv"), "Try again").click();
        assertThat(card("large.mkv")).containsText("Up to 30 MB are accepted.");
        button(card("large.mkv"), "Dismiss").click();
        assertThat(card("large.mkv")).hasCount(0);
    }

    @Test
    void conversionIsCanceledRetriedDeletedAndBroughtBack() throws Exception {
        drop(Media.longAudio(folder, 60));
        Locator card = card("long-60.m4a");
        assertThat(card).containsText("Converting");
        button(card, "Cancel").click();
        assertThat(card).containsText("Canceled");
        button(card, "Try again").click();
        assertThat(card).containsText("Converting");
        button(card, "Cancel").click();
        button(card, "Delete").click();
        assertThat(card).containsText("Deleted");
        assertThat(button(card, "Undo")).isFocused();
        page.keyboard().press("Enter");
        assertThat(card).containsText("Canceled");
        assertThat(button(card, "Try again")).isFocused();
        button(card, "Delete").click();
        assertThat(card).hasCount(0);
        page.reload();
        assertThat(page.locator("#drop-text")).isVisible();
        assertThat(card).hasCount(0);
    }

    /** In another tab, on another device, by a program: the event comes to all. */
    @Test
    void cardOfAJobThatIsDeletedElsewhereGoesAtOnce() throws Exception {
        drop(Files.copy(Media.video(folder, 2), folder.resolve("elsewhere.mp4")));
        assertThat(card("elsewhere.mp4")).containsText("Ready");
        Page other = context.newPage();
        other.navigate(server.url());
        Locator there = other.locator("h2[title='elsewhere.mp4']");
        assertThat(there).hasCount(1);
        String address = "/" + button(card("elsewhere.mp4"), "Download").getAttribute("href");
        new Client(server)
                .send(
                        "DELETE",
                        address.replaceFirst("/download/(.*)\\.mp3", "/jobs/$1"),
                        java.net.http.HttpRequest.BodyPublishers.noBody());
        // Sooner than the page would ask without events.
        assertThat(there).hasCount(0, new HasCountOptions().setTimeout(2_500));
        assertThat(card("elsewhere.mp4")).hasCount(0, new HasCountOptions().setTimeout(2_500));
    }

    @Test
    void uploadGoesOnWhenTheNetworkComesBack() throws Exception {
        Path video = Files.copy(Media.video(folder, 2), folder.resolve("patient.mp4"));
        context.setOffline(true);
        drop(video);
        assertThat(card("patient.mp4")).containsText("No connection.");
        context.setOffline(false);
        assertThat(card("patient.mp4")).containsText("Ready", new ContainsTextOptions().setTimeout(20_000));
        complaints.removeIf(complaint -> complaint.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void secondTabShowsTheSame() throws Exception {
        Page other = context.newPage();
        other.navigate(server.url());
        drop(Files.copy(Media.video(folder, 2), folder.resolve("two tabs.mp4")));
        assertThat(other.locator("h2[title='two tabs.mp4']")).isVisible();
        assertThat(other.locator(".card").first()).containsText("Ready");
    }

    @Test
    void manyVideosAreSummedUpSelectedAndFound() throws Exception {
        page.onDialog(dialog -> dialog.accept());
        List<Path> videos = new ArrayList<>();
        for (int i = 1; i <= 21; i++) {
            videos.add(Files.copy(Media.video(folder, 1), folder.resolve("many %02d.mp4".formatted(i))));
        }
        page.setInputFiles("#files", videos.toArray(Path[]::new));
        assertThat(page.locator("#status")).containsText(Pattern.compile("[0-9]+ of 21 · [0-9]+ %"));
        Chromium.lookAt(page, "many-moving");
        assertThat(page.locator("#status"))
                .containsText("21 videos are ready", new ContainsTextOptions().setTimeout(90_000));
        assertThat(card("many 01.mp4")).containsText("kept until");
        assertThat(page.locator(".card").first()).containsText("kbit/s");

        page.locator("#search").fill("many 07");
        assertThat(page.locator(".card:visible")).hasCount(1);
        page.locator("#search").fill("");
        page.locator("#filter").selectOption("failed");
        assertThat(card("many 07.mp4")).isHidden();
        page.locator("#filter").selectOption("all");

        tool("Select").click();
        card("many 03.mp4").locator(".box").check();
        card("many 05.mp4").locator(".box").check();
        assertThat(page.locator("#tools")).containsText("2 selected");
        List<String> names = new CopyOnWriteArrayList<>();
        page.onDownload(download -> names.add(download.suggestedFilename()));
        tool("Download").click();
        page.waitForCondition(() -> names.size() == 2);
        assertThat(names).containsExactlyInAnyOrder("many 03.mp3", "many 05.mp3");
        tool("Delete").click();
        assertThat(card("many 03.mp4")).hasCount(0);
        assertThat(card("many 05.mp4")).hasCount(0);
        Chromium.lookAt(page, "many");
        phone(new Browser.NewContextOptions());
        page.onDialog(dialog -> dialog.accept());
        assertThat(page.locator(".card:visible").nth(4)).isVisible();
        assertThat((Boolean) page.evaluate("[...document.querySelectorAll('.card')].filter(card =>"
                        + " card.getBoundingClientRect().bottom <= innerHeight).length >= 5"))
                .as("five rows on the screen of a phone")
                .isTrue();
        tool("Clear finished").click();
        assertThat(page.locator(".card:has(h2[title^='many'])")).hasCount(0);
    }

    private Locator tool(String name) {
        return page.locator("#tools button", new Page.LocatorOptions().setHasText(name));
    }

    /** The page retries on 503, names the refusal of a proxy, and still holds the file. */
    @Test
    void uploadsThatAreRefusedOnTheWayAreExplained() throws Exception {
        Path video = Files.copy(Media.video(folder, 1), folder.resolve("proxied.mp4"));
        Deque<Integer> answers = new ConcurrentLinkedDeque<>(List.of(503, 413));
        page.route("**/convert*", route -> {
            Integer status = answers.poll();
            if (status == null) {
                route.resume();
            } else {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(status)
                        .setHeaders(Map.of("Retry-After", "1"))
                        .setBody("<html>proxy</html>"));
            }
        });
        drop(video);
        assertThat(card("proxied.mp4")).containsText("The server is busy. Trying again in");
        assertThat(card("proxied.mp4")).containsText("A proxy in front of Soundlift refuses files of this size.");
        button(card("proxied.mp4"), "Try again").click();
        assertThat(card("proxied.mp4")).containsText("Ready");
        complaints.removeIf(complaint -> complaint.contains("the server responded with a status of"));
    }

    @Test
    void playerOfAnMp3ThatIsGoneSaysSo() throws Exception {
        drop(Files.copy(Media.video(folder, 1), folder.resolve("gone.mp4")));
        assertThat(card("gone.mp4")).containsText("Ready");
        page.route("**/download/*", route -> route.fulfill(new Route.FulfillOptions().setStatus(410)));
        button(card("gone.mp4"), "Play").click();
        assertThat(card("gone.mp4")).containsText("It can’t be played.");
        assertThat(page.locator("audio")).hasCount(0);
        complaints.removeIf(complaint -> complaint.contains("the server responded with a status of"));
    }
}
