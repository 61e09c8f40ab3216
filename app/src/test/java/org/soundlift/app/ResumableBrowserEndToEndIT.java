package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.CountingRelay;
import org.soundlift.app.support.LargeVideo;
import org.soundlift.app.support.Media;

/** Large uploads on the page: paused, cut off, and gone on with after a reload. */
class ResumableBrowserEndToEndIT extends PageFixture {
    private static final int PADDING = 300_000_000;
    private static final int SLOW = 30_000_000;
    private static final int CUTS = 20;

    @Override
    String pieces() {
        return "32MiB"; // As where nothing is set.
    }

    @Override
    String mostBytes() {
        return "400MB";
    }

    /** The whole of it is sent. */
    private Path large(String name) throws Exception {
        page.locator("#options > summary").click();
        page.locator("#options .further > summary").last().click();
        page.check("#send-whole");
        return LargeVideo.of(Media.video(folder, 3), folder.resolve(name), PADDING);
    }

    private CDPSession slow() {
        return slow(SLOW);
    }

    private static double sent(Locator card) {
        return Double.parseDouble(card.locator("progress").getAttribute("value"));
    }

    private void waitUntilSent(double more) {
        page.waitForFunction("more => document.querySelector('.card progress')?.value > more", more);
    }

    @Test
    void uploadIsPausedCutOffAndReloaded() throws Exception {
        Path video = large("long sermon.mp4");
        CDPSession session = slow();
        drop(video);
        waitUntilSent(0.05);
        button(card("long sermon.mp4"), "Pause").click();
        assertThat(card("long sermon.mp4")).containsText("Paused");
        Chromium.lookAt(page, "upload-paused");
        double paused = sent(card("long sermon.mp4"));
        button(card("long sermon.mp4"), "Go on").click();
        waitUntilSent(paused + 0.02);

        line(session, true, 0);
        assertThat(card("long sermon.mp4")).containsText("goes on when it is back");
        Chromium.lookAt(page, "upload-offline");
        line(session, false, SLOW);
        waitUntilSent(paused + 0.06);
        line(session, true, 0);
        assertThat(card("long sermon.mp4")).containsText("goes on when it is back");
        line(session, false, SLOW);
        waitUntilSent(paused + 0.08);

        page.reload();
        page.locator("#choose-folder").waitFor();
        assertThat(page.locator("#unfinished")).containsText("long sermon.mp4");
        Chromium.lookAt(page, "upload-unfinished");
        session = slow();
        drop(video);
        page.waitForFunction("() => document.querySelector('.card progress')?.value > 0.05");
        assertThat(sent(card("long sermon.mp4"))).as("it goes on").isGreaterThan(0.05);
        line(session, false, -1);
        assertThat(card("long sermon.mp4")).containsText("0:03", new ContainsTextOptions().setTimeout(60_000));
        assertThat(newestJob().required("source").required("bytes").longValue()).isEqualTo(Files.size(video));
        page.reload();
        page.locator("#choose-folder").waitFor();
        assertThat(page.locator("#unfinished")).hasText("");
        complaints.removeIf(complaint -> complaint.contains("net::ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void lineThatIsCutAgainAndAgainCostsLittle() throws Exception {
        URI address = URI.create(server.url());
        try (CountingRelay relay = new CountingRelay(address.getPort())) {
            page.navigate(relay.endpoint().toString());
            page.locator("#drop").waitFor();
            Path video = large("cut.mp4");
            slow(); // On loopback, megabytes are on their way at a time.
            relay.cutEvery(PADDING / (CUTS + 1), CUTS);
            drop(video);
            assertThat(card("cut.mp4")).containsText("0:03", new ContainsTextOptions().setTimeout(180_000));
            assertThat(relay.cutsLeft()).isZero();
            assertThat(relay.bytesToServer()).isLessThan((long) (1.05 * Files.size(video)));
        }
        complaints.removeIf(complaint -> complaint.contains("net::ERR_") || complaint.matches(".*(409|423) .*"));
    }

    @Test
    void canceledUploadLeavesNothing() throws Exception {
        slow();
        drop(large("never.mp4"));
        waitUntilSent(0.03);
        button(card("never.mp4"), "Cancel").click();
        assertThat(card("never.mp4")).hasCount(0);
        page.reload();
        page.locator("#choose-folder").waitFor();
        assertThat(page.locator("#unfinished")).hasText("");
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            try (var parts = Files.list(folder.resolve("data/media/parts"))) {
                assertThat(parts.filter(part -> part.toString().endsWith(".arriving")))
                        .isEmpty();
            }
        });
    }
}
