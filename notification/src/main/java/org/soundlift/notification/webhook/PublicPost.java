package org.soundlift.notification.webhook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.soundlift.core.job.CallbackUrl;

/**
 * Posts to URLs that users chose, and so to nothing but public hosts: what a name resolves to is looked at, and
 * connected to, once. Redirects are not followed, proxies and cookies not used, answers not read.
 */
public final class PublicPost implements AutoCloseable {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);
    private static final Timeout ANSWER_TIMEOUT = Timeout.ofSeconds(20);
    private static final Duration WHOLE = Duration.ofSeconds(40);

    private final CloseableHttpClient http;

    /** The body of a post, and the headers of Standard Webhooks. */
    record Signed(String id, long unixSeconds, String signature, String body) {}

    public PublicPost(PublicAddresses addresses) {
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setSocketTimeout(ANSWER_TIMEOUT)
                                .build())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(ANSWER_TIMEOUT)
                        .build())
                .setUserAgent("Soundlift-Webhooks")
                .setConnectionReuseStrategy((_, _, _) -> false) // The next time the name is looked up anew.
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression()
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
