package org.soundlift.notification.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.http.outgoing.PublicAddresses;
import org.soundlift.http.outgoing.PublicHttp;

/**
 * Posts to URLs that users chose. Answers are not read.
 */
public final class PublicPost implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final int CONNECTIONS = 25;
    private static final Duration WHOLE = Duration.ofSeconds(40);

    private final CloseableHttpClient http;

    /** The body of a post, and the headers of Standard Webhooks. */
    record Signed(String id, long unixSeconds, String signature, String body) {}

    public PublicPost(PublicAddresses addresses) {
        this.http = PublicHttp.client(addresses, SILENCE, CONNECTIONS)
                .setUserAgent("Soundlift-Webhooks")
                .setConnectionReuseStrategy((_, _, _) -> false) // The next time the name is looked up anew.
                .build();
    }

    /** The status of the answer. */
    int post(CallbackUrl url, Signed signed) throws IOException {
        HttpPost request = new HttpPost(url.value());
        request.setHeader("webhook-id", signed.id());
        request.setHeader("webhook-timestamp", Long.toString(signed.unixSeconds()));
        request.setHeader("webhook-signature", signed.signature());
        request.setEntity(new StringEntity(signed.body(), ContentType.APPLICATION_JSON));
        Thread watchdog = Thread.ofVirtual().start(() -> cancelLate(request));
        try (var response = http.executeOpen(null, request, null)) {
            int status = response.getCode();
            request.cancel(); // The rest is not read, however long it is.
            return status;
        } finally {
            watchdog.interrupt();
        }
    }

    /** An answer that comes byte by byte outlasts all other limits. */
    private static void cancelLate(HttpPost request) {
        try {
            Thread.sleep(WHOLE);
            request.cancel();
        } catch (InterruptedException answered) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
