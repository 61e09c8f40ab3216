package org.soundlift.app;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.Optional;
import org.soundlift.notification.NotificationService;
import org.soundlift.notification.Notifier;
import org.soundlift.notification.log.LogNotifier;
import org.soundlift.notification.smtp.Mails;
import org.soundlift.notification.smtp.SmtpConfig;
import org.soundlift.notification.smtp.SmtpNotifier;

/** Chooses how owners are told. */
final class NotificationWiring {
    private NotificationWiring() {}

    static NotificationService service(Settings settings, Messaging messaging) {
        return new NotificationService(messaging.mp3(), notifier(settings));
    }

    private static Notifier notifier(Settings settings) {
        Optional<URI> smtp = settings.get(Settings.SMTP_URL);
        return smtp.isPresent() ? mail(settings, SmtpConfig.of(smtp.get())) : new LogNotifier();
    }

    private static Notifier mail(Settings settings, SmtpConfig server) {
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
