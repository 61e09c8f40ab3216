package org.soundlift.gateway;

import java.time.Duration;
import java.util.Optional;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.gateway.access.LoginWays;
import org.soundlift.gateway.upload.UploadLimits;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.Sites;
import org.soundlift.http.TrustedProxies;

/**
 * The settings of a gateway.
 *
 * @param accounts tells if users have accounts
 * @param logins tells how users get a session
 * @param webhookKeys empty where no webhooks are sent
 */
public record GatewayConfig(
        Listening listening,
        AccountMode accounts,
        LoginWays logins,
        UploadLimits limits,
        Keeping keeping,
        Optional<WebhookKeys> webhookKeys) {

    /**
     * The place at which requests arrive.
     *
     * @param bind IP address or host name to listen on
     * @param port 0 for any that is free
     * @param sites the sites whose pages may use the gateway
     * @param proxies the proxies whose headers on a request's origin are believed
     * @param metrics the clients that may read metrics
     */
    public record Listening(String bind, int port, Sites sites, TrustedProxies proxies, MetricsRoute.Readers metrics) {}

    /**
     * The lifetime of media.
     *
     * @param retention kept so long after their job has ended
     * @param sweepGrace media without a job are removed when they are older
     */
    public record Keeping(Duration retention, Duration sweepGrace) {}
}
