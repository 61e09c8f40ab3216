package org.soundlift.app;

import java.util.Optional;
import org.soundlift.auth.AuthConfig;
import org.soundlift.auth.password.PasswordHasher;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.gateway.GatewayConfig;
import org.soundlift.gateway.session.AccountMode;
import org.soundlift.http.Registration;
import org.soundlift.http.Sites;

/** Settings as the services take them. */
record ServiceConfigs(Settings settings) {
    /** What has an address for the public is not only for those at this machine. */
    private Registration registration() {
        boolean local = Exposure.isLoopback(settings.get(Settings.BIND))
                && settings.get(Settings.PUBLIC_URL).isEmpty();
        return settings.get(Settings.REGISTRATION) == Registration.LOCAL && !local
                ? Registration.CLOSED
                : settings.get(Settings.REGISTRATION);
    }

    /** As many as there are cores, but no more than a quarter of the memory holds. */
    private static int hashesAtATime() {
        Runtime runtime = Runtime.getRuntime();
        long fitting = runtime.maxMemory() / 4 / PasswordHasher.BYTES_PER_HASH;
        return (int) Math.max(1, Math.min(runtime.availableProcessors(), fitting));
    }

    /** @param secret what keeps the signing keys */
    AuthConfig auth(String secret) {
        Optional<AuthConfig.External> external = settings.get(Settings.OIDC_ISSUER)
                .map(issuer -> new AuthConfig.External(
                        issuer, settings.get(Settings.OIDC_AUDIENCE).orElse("soundlift")));
        return new AuthConfig(secret, registration(), external, hashesAtATime(), TokenTiming.DEFAULT);
    }

    /** Without accounts, whoever reaches the service may do all; so its own machine is told by its name. */
    private Sites sites() {
        boolean local = Exposure.isLoopback(settings.get(Settings.BIND))
                && settings.get(Settings.PUBLIC_URL).isEmpty()
                && settings.get(Settings.AUTH) != AccountMode.REQUIRED;
        return new Sites(settings.get(Settings.PUBLIC_URL), settings.get(UploadSettings.ALLOWED_ORIGINS), local);
    }

    /** @param webhookKeys empty where no webhooks are sent */
    GatewayConfig gateway(Optional<WebhookKeys> webhookKeys) {
        return new GatewayConfig(
                settings.get(Settings.BIND),
                settings.get(Settings.PORT),
                sites(),
                settings.get(Settings.TRUSTED_PROXIES),
                settings.get(Settings.AUTH),
                registration(),
                new UploadSettings(settings).limits(),
                settings.get(Settings.RETENTION),
                settings.get(Settings.SWEEP_AFTER),
                webhookKeys);
    }
}
