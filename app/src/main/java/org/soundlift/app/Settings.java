package org.soundlift.app;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.gateway.session.AccountMode;
import org.soundlift.http.Registration;
import org.soundlift.http.TrustedProxies;

/** All settings, each declared once, here or in the class of its part; {@code docs/configuration.md} is made from {@link #ALL}. */
record Settings(Map<String, String> environment, Map<String, String> flags) {
    static final Setting<Integer> PORT = new Setting<>(
            "PORT",
            "a port from 0 to 65535, 0 for any that is free",
            "5000",
            "Port of the web page and the HTTP interface.",
            SettingForms.wholeNumber(0, 65_535));
    static final Setting<String> BIND =
            new Setting<>("BIND", "an IP address or host name", "127.0.0.1", "Address to listen on.", text -> text);
    static final Setting<Optional<Path>> DATA = new Setting<>(
            "DATA",
            "a folder",
            "data",
            "Where the database, the videos and the MP3s are kept. It is made if it does not exist.",
            SettingForms::path);
    static final Setting<Optional<String>> DATABASE_URL = new Setting<>(
            "DATABASE_URL",
            "jdbc:mariadb://HOST:PORT/DATABASE or jdbc:mysql://HOST:PORT/DATABASE",
            "",
            "The database of jobs, queue and accounts: MariaDB 10.11 or MySQL 8.4 and later. Without it, SQLite in the data"
                    + " folder. Connections are encrypted; add ?sslMode=disable where the server has no certificate.",
            SettingForms::jdbc);
    static final Setting<Optional<String>> DATABASE_USER =
            new Setting<>("DATABASE_USER", "a name", "", "Who logs in to the database.", SettingForms::text);
    static final Setting<Optional<String>> DATABASE_PASSWORD =
            Setting.secret("DATABASE_PASSWORD", "a password", "The password of that user.");
    static final Setting<QueueKind> QUEUE = new Setting<>(
            "QUEUE",
            "sql or rabbitmq",
            "sql",
            "Where jobs wait. sql: in the database; the gateway converts and notifies too. rabbitmq: in a broker, for services"
                    + " in processes of their own.",
            SettingForms.oneOf(QueueKind.class));
    static final Setting<Optional<URI>> AMQP_URL = Setting.secret(
            "AMQP_URL",
            "amqp://USER:PASSWORD@HOST:5672/VHOST, or amqps:// for TLS",
            "The RabbitMQ broker, 3.10 or later.",
            SettingForms::amqp);
    static final Setting<StorageKind> STORAGE = new Setting<>(
            "STORAGE",
            "filesystem, gridfs or s3",
            "filesystem",
            "Where videos and MP3s are kept.",
            SettingForms.oneOf(StorageKind.class));
    static final Setting<Optional<Path>> MEDIA_FOLDER = new Setting<>(
            "MEDIA_FOLDER",
            "a folder",
            "",
            "For storage filesystem: where videos and MP3s are kept; the same for all services. Without it, the folder media"
                    + " in the data folder.",
            SettingForms::path);
    static final Setting<Optional<String>> MONGODB_URI = Setting.secret(
            "MONGODB_URI",
            "mongodb://USER:PASSWORD@HOST:27017 or mongodb+srv://…",
            "For storage gridfs: the MongoDB server or cluster.",
            SettingForms::mongodb);
    static final Setting<Optional<String>> S3_BUCKET = new Setting<>(
            "S3_BUCKET",
            "the name of a bucket",
            "",
            "For storage s3: the bucket, which must exist.",
            SettingForms::text);
    static final Setting<String> S3_PREFIX = new Setting<>(
            "S3_PREFIX",
            "a path such as soundlift/",
            "",
            "What the keys of all objects begin with.",
            SettingForms::keyPrefix);
    static final Setting<Optional<URI>> S3_ENDPOINT = new Setting<>(
            "S3_ENDPOINT",
            "an address such as https://storage.googleapis.com",
            "",
            "The store with the interface of S3, if it is not Amazon's.",
            SettingForms::webAddress);
    static final Setting<String> S3_REGION = new Setting<>(
            "S3_REGION",
            "the name of a region",
            "us-east-1",
            "The region of the bucket; stores but Amazon's take any.",
            text -> text);
    static final Setting<Boolean> S3_PATH_STYLE = new Setting<>(
            "S3_PATH_STYLE",
            "true or false",
            "false",
            "Whether the bucket stands in the path rather than in the host's name; MinIO and its like need it.",
            SettingForms::yesOrNo);
    static final Setting<Optional<String>> S3_ACCESS_KEY = new Setting<>(
            "S3_ACCESS_KEY",
            "an access key",
            "",
            "Who reads and writes the objects. Without it, credentials are found as Amazon's own tools find them.",
            SettingForms::text);
    static final Setting<Optional<String>> S3_SECRET_KEY =
            Setting.secret("S3_SECRET_KEY", "a secret key", "The secret of that access key.");
    static final Setting<Optional<URI>> SMTP_URL = Setting.secret(
            "SMTP_URL",
            "smtp://USER:PASSWORD@HOST:587 for STARTTLS, or smtps://USER:PASSWORD@HOST:465 for TLS; %40 stands for @ in a name",
            "The mail server that tells owners when their jobs have ended. Without it, that is only logged.",
            SettingForms::smtp);
    static final Setting<Optional<String>> MAIL_FROM = new Setting<>(
            "MAIL_FROM",
            "an e-mail address, or NAME <ADDRESS>",
            "",
            "Whom mails come from. Without it, the user of the mail server, if that is an address.",
            SettingForms::mailAddress);
    static final Setting<Optional<String>> WEBHOOK_SECRET = Setting.secret(
            "WEBHOOK_SECRET",
            "a long random text",
            "Signs webhooks; the same for gateways and notification services. Without it, one process that does everything, with"
                    + " its own database, makes one; others send no webhooks.");
    static final Setting<List<String>> WEBHOOK_ALLOWED_NETWORKS = new Setting<>(
            "WEBHOOK_ALLOWED_NETWORKS",
            "addresses and networks such as 10.1.2.0/24, separated by commas",
            "",
            "Where webhooks may go although it is no public address. Whoever may make a job can have us post there.",
            SettingForms::networks);
    static final Setting<AccountMode> AUTH = new Setting<>(
            "AUTH",
            "off, optional or required",
            "off",
            "Who may use the service. off: everyone who reaches it, without accounts. optional: also without an account;"
                    + " such jobs belong to whoever knows their ids. required: only who has an account.",
            SettingForms.oneOf(AccountMode.class));
    static final Setting<Optional<URI>> AUTH_URL = new Setting<>(
            "AUTH_URL",
            "an address such as http://auth:5000",
            "",
            "Where the auth service listens, for a gateway that runs apart from it.",
            SettingForms::webAddress);
    static final Setting<Optional<String>> AUTH_SECRET = Setting.secret(
            "AUTH_SECRET",
            "a long random text",
            "Encrypts the signing keys in the database; the same for all auth services. Without it, one is made and kept in"
                    + " the data folder.");
    static final Setting<Optional<EmailAddress>> ADMIN_EMAIL = new Setting<>(
            "ADMIN_EMAIL",
            "an e-mail address",
            "",
            "Makes the first administrator when there are no accounts yet, with a password that is printed once.",
            SettingForms::email);
    static final Setting<Registration> REGISTRATION = new Setting<>(
            "REGISTRATION",
            "open, closed or local",
            "local",
            "Who may make an account: everyone, nobody but administrators, or whoever sits at this machine.",
            SettingForms.oneOf(Registration.class));
    static final Setting<Optional<URI>> OIDC_ISSUER = new Setting<>(
            "OIDC_ISSUER",
            "an address such as https://login.example.org/realms/us",
            "",
            "An issuer of OpenID Connect whose access tokens are accepted too; accounts are made when they first come.",
            SettingForms::issuer);
    static final Setting<Optional<String>> OIDC_AUDIENCE = new Setting<>(
            "OIDC_AUDIENCE",
            "a text",
            "soundlift",
            "What the access tokens of that issuer name as their audience.",
            SettingForms::text);
    static final Setting<TrustedProxies> TRUSTED_PROXIES = new Setting<>(
            "TRUSTED_PROXIES",
            "addresses and networks such as 10.0.0.0/8, separated by commas",
            "127.0.0.0/8, ::1",
            "Proxies whose X-Forwarded-For, -Proto and -Host are believed; for the auth service, the gateways.",
            SettingForms::proxies);
    static final Setting<Boolean> ALLOW_ANONYMOUS = new Setting<>(
            "ALLOW_ANONYMOUS",
            "true or false",
            "false",
            "Serve without accounts on an address that other machines reach.",
            SettingForms::yesOrNo);
    static final Setting<Optional<URI>> PUBLIC_URL = new Setting<>(
            "PUBLIC_URL",
            "an address such as https://soundlift.example.org",
            "",
            "How users reach the service, for links. Without it, links repeat the address of the request.",
            SettingForms::webAddress);
    static final Setting<Duration> RETENTION = new Setting<>(
            "RETENTION",
            SettingForms.DURATION,
            "7d",
            "How long video and MP3 are kept after a job has ended.",
            SettingForms::duration);
    static final Setting<Duration> SWEEP_AFTER = new Setting<>(
            "SWEEP_AFTER",
            SettingForms.DURATION,
            "1h",
            "How old media that belong to no job, because a process died, must be to be removed; and how long an upload may"
                    + " pause.",
            SettingForms::duration);
    static final Setting<Duration> DRAIN_TIMEOUT = new Setting<>(
            "DRAIN_TIMEOUT",
            SettingForms.DURATION,
            "5s",
            "How long conversions may go on when the service is told to end; then they are given back to the queue.",
            SettingForms::duration);

    /** What commands need that work on the tables. */
    static final List<Setting<?>> OF_DATABASE =
            List.of(DATA, DATABASE_URL, DATABASE_USER, DATABASE_PASSWORD, AUTH_SECRET);

    /** What leads to the service that runs here. */
    static final List<Setting<?>> OF_ADDRESS = List.of(PORT, BIND);

    private static final List<Setting<?>> OF_ALL = List.of(
            PORT,
            BIND,
            DATA,
            AUTH,
            ALLOW_ANONYMOUS,
            REGISTRATION,
            ADMIN_EMAIL,
            AUTH_SECRET,
            AUTH_URL,
            OIDC_ISSUER,
            OIDC_AUDIENCE,
            DATABASE_URL,
            DATABASE_USER,
            DATABASE_PASSWORD,
            QUEUE,
            AMQP_URL,
            STORAGE,
            MEDIA_FOLDER,
            MONGODB_URI,
            S3_BUCKET,
            S3_PREFIX,
            S3_ENDPOINT,
            S3_REGION,
            S3_PATH_STYLE,
            S3_ACCESS_KEY,
            S3_SECRET_KEY,
            SMTP_URL,
            MAIL_FROM,
            WEBHOOK_SECRET,
            WEBHOOK_ALLOWED_NETWORKS,
            PUBLIC_URL,
            TRUSTED_PROXIES,
            RETENTION,
            SWEEP_AFTER,
            DRAIN_TIMEOUT);

    static final List<Setting<?>> ALL = Stream.of(OF_ALL, UploadSettings.ALL, ConverterSettings.ALL)
            .flatMap(List::stream)
            .toList();

    /** What must be set because of something else that is. */
    <T> T require(Setting<Optional<T>> setting, Setting<?> because) {
        return get(setting)
                .orElseThrow(() -> new SettingsException(because.variable() + " is " + text(because) + ", so set "
                        + setting.variable() + " too: " + setting.form() + "."));
    }

    private String text(Setting<?> setting) {
        return String.valueOf(get(setting)).toLowerCase(java.util.Locale.ROOT);
    }

    <T> T get(Setting<T> setting) {
        return setting.read(environment, flags);
    }

    Path data() {
        return get(DATA).orElse(Path.of("data"));
    }
}
