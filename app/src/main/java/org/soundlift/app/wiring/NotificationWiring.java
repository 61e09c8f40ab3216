package org.soundlift.app.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.NotificationSettings;
import org.soundlift.app.settings.QueueKind;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.settings.StorageSettings;
import org.soundlift.core.account.WebhookKeys;
import org.soundlift.core.job.PublicUrl;
import org.soundlift.core.service.Finding;
import org.soundlift.core.service.Service;
import org.soundlift.http.outgoing.PublicAddresses;
import org.soundlift.notification.NotificationService;
import org.soundlift.notification.Notifier;
import org.soundlift.notification.log.LogNotifier;
import org.soundlift.notification.smtp.Mails;
import org.soundlift.notification.smtp.SmtpConfig;
import org.soundlift.notification.smtp.SmtpNotifier;
import org.soundlift.notification.webhook.PublicPost;
import org.soundlift.notification.webhook.WebhookBody;
import org.soundlift.notification.webhook.WebhookNotifier;
import org.soundlift.notification.webhook.WebhookSender;

/** Chooses the ways in which owners are notified. */
public final class NotificationWiring {
    private NotificationWiring() {}

    /**
     * Returns the services that notify owners, to be started in this order.
     *
     * @param keys empty where no webhooks are sent
     */
    public static List<Service> services(
            Settings settings, Messaging messaging, Optional<WebhookKeys> keys, MeterRegistry metrics, Clock clock) {
        Optional<URI> smtp = settings.get(NotificationSettings.SMTP_URL);
        Notifier people = smtp.isPresent() ? mail(settings, SmtpConfig.of(smtp.get())) : new LogNotifier();
        if (keys.isEmpty()) {
            return List.of(new NotificationService(messaging.mp3(), List.of(people), metrics));
        }
        WebhookSender programs = new WebhookSender(
                messaging.webhook(),
                keys.get(),
                new PublicPost(new PublicAddresses(settings.get(NotificationSettings.WEBHOOK_ALLOWED_NETWORKS))),
                new WebhookBody(publicUrl(settings)),
                messaging.gone(),
                clock);
        return List.of(
                programs,
                new NotificationService(
                        messaging.mp3(), List.of(new WebhookNotifier(messaging.webhook()), people), metrics));
    }

    /** Tries the mail server, where one is set. */
    public static Optional<Finding> examine(Settings settings) {
        return settings.get(NotificationSettings.SMTP_URL)
                .map(url -> mail(settings, SmtpConfig.of(url)).examine());
    }

    /** Returns the keys of webhooks: those that are set, or in a process that does everything those of its data folder. */
    static Optional<WebhookKeys> keys(Settings settings, Set<ServiceName> services, DataFolder data) {
        boolean alone = settings.get(MessagingSettings.QUEUE) == QueueKind.SQL
                && settings.get(MessagingSettings.DATABASE_URL).isEmpty();
        Optional<Supplier<String>> set =
                settings.get(NotificationSettings.WEBHOOK_SECRET).map(secret -> () -> secret);
        Optional<Supplier<String>> made = alone && services.contains(ServiceName.GATEWAY)
                ? Optional.of(() -> SecretFile.readOrMake(madeSecret(data)))
                : Optional.empty();
        return set.or(() -> made).map(WebhookKeys::new);
    }

    /** Returns the file of the secret that a service makes where none is set. */
    public static Path madeSecret(DataFolder data) {
        return data.resolve("webhook-secret");
    }

    private static Optional<PublicUrl> publicUrl(Settings settings) {
        return settings.get(ServiceSettings.PUBLIC_URL).map(url -> new PublicUrl(url.toString()));
    }

    private static SmtpNotifier mail(Settings settings, SmtpConfig server) {
        PublicUrl publicUrl = publicUrl(settings)
                .orElseThrow(() -> new SettingsException(NotificationSettings.SMTP_URL.variable() + " is set, so set "
                        + ServiceSettings.PUBLIC_URL.variable()
                        + " too: mails need links that their readers can follow."));
        return new SmtpNotifier(
                server, new Mails(from(settings, server), publicUrl, settings.get(StorageSettings.RETENTION)));
    }

    private static InternetAddress from(Settings settings, SmtpConfig server) {
        String from = settings.get(NotificationSettings.MAIL_FROM)
                .or(() -> server.user().filter(user -> user.contains("@")))
                .orElseThrow(() -> new SettingsException(NotificationSettings.SMTP_URL.variable() + " is set, so set "
                        + NotificationSettings.MAIL_FROM.variable() + " too: " + NotificationSettings.MAIL_FROM.form()
                        + "."));
        try {
            return new InternetAddress(from, true);
        } catch (AddressException e) {
            throw new SettingsException(NotificationSettings.MAIL_FROM.variable() + " is needed: " + e.getMessage());
        }
    }
}
