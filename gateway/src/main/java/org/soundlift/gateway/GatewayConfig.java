package org.soundlift.gateway;

import java.time.Duration;
import java.util.Optional;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.gateway.session.AccountMode;
import org.soundlift.gateway.upload.UploadLimits;
import org.soundlift.http.Registration;
import org.soundlift.http.Sites;
import org.soundlift.http.TrustedProxies;

/**
 * How the gateway serves.
 *
 * @param bind address to listen on
 * @param port 0 for any that is free
 * @param sites whose pages may use it
 * @param proxies whose word on a request's origin counts
 * @param accounts whether users have accounts
 * @param registration who may make one
 * @param limits what is accepted
 * @param retention how long media are kept after their job has ended
 * @param webhookKeys empty where no webhooks are sent
 * @param sweepGrace how old media without a job must be to be removed
 */
public record GatewayConfig(
        String bind,
        int port,
        Sites sites,
        TrustedProxies proxies,
        AccountMode accounts,
        Registration registration,
        UploadLimits limits,
        Duration retention,
        Duration sweepGrace,
        Optional<WebhookKeys> webhookKeys) {}
