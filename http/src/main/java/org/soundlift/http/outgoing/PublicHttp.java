package org.soundlift.http.outgoing;

import java.time.Duration;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Clients for URLs that users chose, and so for nothing but public hosts: what a name resolves to is looked at, and connected to,
 * once. Redirects are not followed, proxies and cookies not used.
 */
public final class PublicHttp {
    private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(10);

    private PublicHttp() {}

    /**
     * Returns a client that is still to be built.
     *
     * @param silence the longest for which a server may send nothing
     * @param connections the most at a time, to one host too
     */
    public static HttpClientBuilder client(PublicAddresses addresses, Duration silence, int connections) {
        Timeout timeout = Timeout.of(silence);
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(addresses)
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT_TIMEOUT)
                                .setSocketTimeout(timeout)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(timeout).build())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableContentCompression();
    }
}
