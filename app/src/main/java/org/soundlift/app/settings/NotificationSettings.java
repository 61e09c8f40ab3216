package org.soundlift.app.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** E-mail and webhooks. */
public final class NotificationSettings {
    public static final Setting<Optional<URI>> SMTP_URL = Setting.secret(
            "SMTP_URL",
            "smtp://USER:PASSWORD@HOST:587 for STARTTLS, or smtps://USER:PASSWORD@HOST:465 for TLS; %40 stands for @ in a name",
            "Mail server for e-mails to owners whose jobs have ended. Without it, the end of a job is only "
                    + "logged.",
            SettingForms::smtp);
    public static final Setting<Optional<String>> MAIL_FROM = new Setting<>(
            "MAIL_FROM",
            "an e-mail address, or NAME <ADDRESS>",
            "",
            "Sender of e-mails. Default: the SMTP user, if it is an e-mail address.",
            SettingForms::mailAddress);
    public static final Setting<Optional<String>> WEBHOOK_SECRET = Setting.secret(
            "WEBHOOK_SECRET",
            "a long random text",
            "Signs webhooks. All gateways and notification services need the same one. Without it, a single "
                    + "process with its own database makes one, and others send no webhooks.");
    public static final Setting<List<String>> WEBHOOK_ALLOWED_NETWORKS = new Setting<>(
            "WEBHOOK_ALLOWED_NETWORKS",
            SettingForms.NETWORKS,
            "",
            "Networks that webhooks may reach although they are not public. Anyone who can make a job can "
                    + "make the service post there.",
            SettingForms::networks);

    static final SettingGroup GROUP = new SettingGroup(
            "E-mail and webhooks", List.of(SMTP_URL, MAIL_FROM, WEBHOOK_SECRET, WEBHOOK_ALLOWED_NETWORKS));

    private NotificationSettings() {}
}
