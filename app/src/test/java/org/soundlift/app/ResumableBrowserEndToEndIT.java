package org.soundlift.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.soundlift.app.support.Chromium;
import org.soundlift.app.support.Media;

/** Large uploads on the page: paused, cut off, and gone on with after a reload. */
class ResumableBrowserEndToEndIT extends PageFixture {
    private static final int PADDING = 25_000_000;
    private static final int SLOW = 4_000_000;

    /** A video with a large box {@code free} at its end. */
    private Path large(String name) throws Exception {
        Path file = Files.copy(Media.video(folder, 3), folder.resolve(name));
        ByteBuffer head = ByteBuffer.allocate(8).putInt(PADDING).put("free".getBytes(UTF_8));
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
            out.write(head.array());
            out.write(new byte[PADDING - 8]);
        }
        return file;
    }

    private void line(CDPSession session, boolean isOffline, int bytesPerSecond) {
        JsonObject conditions = new JsonObject();
        conditions.addProperty("offline", isOffline);
        conditions.addProperty("latency", 0);
        conditions.addProperty("downloadThroughput", -1);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        session.send("Network.emulateNetworkConditions", conditions);
    }

    private CDPSession slow() {
        CDPSession session = context.newCDPSession(page);
        session.send("Network.enable");
        line(session, false, SLOW);
        return session;
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

        page.reload();
        page.locator("#choose-folder").waitFor();
        assertThat(page.locator("#unfinished")).containsText("long sermon.mp4");
        Chromium.lookAt(page, "upload-unfinished");
        session = slow();
        drop(video);
        page.waitForFunction("() => document.querySelector('.card progress')?.value > 0.05");
        assertThat(sent(card("long sermon.mp4"))).as("it goes on").isGreaterThan(0.05);
        line(session, false, -1);
        assertThat(card("long sermon.mp4")).containsText("0:03");
        assertThat(newestJob().required("source").required("bytes").longValue()).isEqualTo(Files.size(video));
        page.reload();
        page.locator("#choose-folder").waitFor();
        assertThat(page.locator("#unfinished")).hasText("");
        complaints.removeIf(complaint -> complaint.contains("net::ERR_INTERNET_DISCONNECTED"));
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
