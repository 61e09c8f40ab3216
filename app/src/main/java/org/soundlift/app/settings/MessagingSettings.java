package org.soundlift.app.settings;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Database, queue and broker. */
public final class MessagingSettings {
    public static final Setting<Optional<String>> DATABASE_URL = new Setting<>(
            "DATABASE_URL",
            "jdbc:mariadb://HOST:PORT/DATABASE or jdbc:mysql://HOST:PORT/DATABASE",
            "",
            "Database of jobs, queue and accounts: MariaDB 10.11 or MySQL 8.4 and later. Without it, SQLite "
                    + "in the data folder. Connections are encrypted; add ?sslMode=disable where the server has no "
                    + "certificate.",
            SettingForms::jdbc);
    public static final Setting<Optional<String>> DATABASE_USER =
            new Setting<>("DATABASE_USER", "a name", "", "User of the database.", SettingForms::text);
    public static final Setting<Optional<String>> DATABASE_PASSWORD =
            Setting.secret("DATABASE_PASSWORD", "a password", "Password of that user.");
    public static final Setting<QueueKind> QUEUE = new Setting<>(
            "QUEUE",
            "sql or rabbitmq",
            "sql",
            "sql: the queue is in the database, and the gateway converts and notifies too. rabbitmq: the "
                    + "queue is a broker, for services in processes of their own.",
            SettingForms.oneOf(QueueKind.class));
    public static final Setting<Optional<URI>> AMQP_URL = Setting.secret(
            "AMQP_URL",
            "amqp://USER:PASSWORD@HOST:5672/VHOST, or amqps:// for TLS",
            "RabbitMQ broker, 3.10 or later.",
            SettingForms::amqp);

    static final SettingGroup GROUP = new SettingGroup(
            "Database and queue", List.of(DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD, QUEUE, AMQP_URL));

    private MessagingSettings() {}

    /** Returns the settings by which a command finds the tables of a service, with the secret that it needs to read them. */
    public static SettingGroup tablesWith(Setting<?> secret) {
        return new SettingGroup(
                "Database of the service",
                List.of(ServiceSettings.DATA, DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD, secret));
    }
}
