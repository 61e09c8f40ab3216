package org.soundlift.app;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.service.Finding;
import org.soundlift.core.service.Service;
import org.soundlift.notification.NotificationService;
import org.soundlift.notification.Notifier;
import org.soundlift.notification.log.LogNotifier;
import org.soundlift.notification.smtp.Mails;
import org.soundlift.notification.smtp.SmtpConfig;
import org.soundlift.notification.smtp.SmtpNotifier;
import org.soundlift.notification.webhook.PublicAddresses;
import org.soundlift.notification.webhook.PublicPost;
import org.soundlift.notification.webhook.WebhookBody;
import org.soundlift.notification.webhook.WebhookNotifier;
import org.soundlift.notification.webhook.WebhookSender;

/** Chooses how owners are told. */
final class NotificationWiring {
    private NotificationWiring() {}

    /**
     * What tells owners, to be started in this order.
     *
     * @param keys empty where no webhooks are sent
     */
    static List<Service> services(
            Settings settings, Messaging messaging, Optional<WebhookKeys> keys, MeterRegistry metrics, Clock clock) {
        Optional<URI> smtp = settings.get(Settings.SMTP_URL);
        Notifier people = smtp.isPresent() ? mail(settings, SmtpConfig.of(smtp.get())) : new LogNotifier();
        if (keys.isEmpty()) {
            return List.of(new NotificationService(messaging.mp3(), List.of(people), metrics));
        }
        WebhookSender programs = new WebhookSender(
                messaging.webhook(),
                keys.get(),
                new PublicPost(new PublicAddresses(settings.get(Settings.WEBHOOK_ALLOWED_NETWORKS))),
                new WebhookBody(settings.get(Settings.PUBLIC_URL)),
                messaging.gone(),
                clock);
        return List.of(
                programs,
                new NotificationService(
                        messaging.mp3(), List.of(new WebhookNotifier(messaging.webhook()), people), metrics));
    }

    /** Tries the mail server, where one is set. */
    static Optional<Finding> examine(Settings settings) {
        return settings.get(Settings.SMTP_URL)
                .map(url -> mail(settings, SmtpConfig.of(url)).examine());
    }

    /** The keys of webhooks: those that are set, or in a process that does everything those of its data folder. */
    static Optional<WebhookKeys> keys(Settings settings, Set<Role> roles, DataFolder data) throws IOException {
        Optional<String> secret = settings.get(Settings.WEBHOOK_SECRET);
        boolean alone = settings.get(Settings.QUEUE) == QueueKind.SQL
                && settings.get(Settings.DATABASE_URL).isEmpty();
        if (secret.isEmpty() && alone && roles.contains(Role.GATEWAY)) {
            secret = Optional.of(SecretFile.readOrMake(data.resolve("webhook-secret")));
        }
        return secret.map(WebhookKeys::new);
    }

    private static SmtpNotifier mail(Settings settings, SmtpConfig server) {
        URI publicUrl = settings.get(Settings.PUBLIC_URL)
                .orElseThrow(() -> new SettingsException(Settings.SMTP_URL.variable() + " is set, so set "
                        + Settings.PUBLIC_URL.variable() + " too: mails need links that their readers can follow."));
        return new SmtpNotifier(server, new Mails(from(settings, server), publicUrl, settings.get(Settings.RETENTION)));
    }

    private static InternetAddress from(Settings settings, SmtpConfig server) {
        String from = settings.get(Settings.MAIL_FROM)
                .or(() -> server.user().filter(user -> user.contains("@")))
                .orElseThrow(() -> new SettingsException(Settings.SMTP_URL.variable() + " is set, so set "
                        + Settings.MAIL_FROM.variable() + " too: " + Settings.MAIL_FROM.form() + "."));
        try {
            return new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new SettingsException(Settings.MAIL_FROM.variable() + " is needed: " + e.getMessage());
        }
    }
}
