package org.soundlift.app;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.soundlift.auth.Administration;
import org.soundlift.auth.Auth;
import org.soundlift.auth.accounts.AuthSchema;
import org.soundlift.auth.remote.AuthServer;
import org.soundlift.auth.remote.RemoteAuth;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.converter.Converter;
import org.soundlift.converter.ConverterService;
import org.soundlift.converter.ConverterService.ConverterConfig;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.Service;
import org.soundlift.gateway.Gateway;
import org.soundlift.gateway.session.AccountMode;
import org.soundlift.notification.NotificationService;
import org.soundlift.notification.log.LogNotifier;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.json.ConversionFinishedCodec;
import org.soundlift.queue.json.ConversionRequestedCodec;
import org.soundlift.queue.local.LocalBroadcast;
import org.soundlift.queue.sql.SqlQueueTiming;
import org.soundlift.queue.sql.SqlQueues;
import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Puts the parts together, top to bottom in the order in which they need each other. */
final class Wiring {
    private static final Clock CLOCK = Clock.systemUTC();

    private Wiring() {}

    /** The services of those roles in this process, not yet started. */
    static Soundlift services(Settings settings, Set<Role> roles) throws IOException, SQLException {
        Exposure.requireSafe(settings, roles);
        boolean gateway = roles.contains(Role.GATEWAY);
        DataFolder data = new DataFolder(settings.data(), gateway ? "lock" : "auth.lock");
        data.start();
        HikariDataSource database = Database.open(settings, data);
        boolean accounts = !gateway || settings.get(Settings.AUTH) != AccountMode.OFF;
        Optional<Auth> auth = accounts && roles.contains(Role.AUTH)
                ? Optional.of(new Auth(settings.auth(secret(settings, data)), database, CLOCK))
                : Optional.empty();
        return gateway ? gateway(settings, data, database, auth) : auth(settings, data, database, auth.orElseThrow());
    }

    private static String secret(Settings settings, DataFolder data) throws IOException {
        Optional<String> secret = settings.get(Settings.AUTH_SECRET);
        return secret.isPresent() ? secret.get() : SecretFile.readOrMake(data.resolve("auth-secret"));
    }

    /** The auth service alone, for gateways in other processes. */
    private static Soundlift auth(Settings settings, DataFolder data, HikariDataSource database, Auth auth) {
        AuthServer server = new AuthServer(
                auth, settings.get(Settings.BIND), settings.get(Settings.PORT), settings.get(Settings.TRUSTED_PROXIES));
        return new Soundlift(List.of(data::close, database), List.of(auth, server), Optional.of(auth), server::port);
    }

    /** The gateway and everything that nobody else could do as long as the queue is in its own database. */
    private static Soundlift gateway(
            Settings settings, DataFolder data, HikariDataSource database, Optional<Auth> auth) {
        MediaStore store = new FilesystemMediaStore(data.resolve("media"));
        SqlQueues queues = new SqlQueues(database, CLOCK, SqlQueueTiming.DEFAULT);
        WorkQueue<ConversionRequested> video =
                queues.queue("video", new ConversionRequestedCodec(), RetryPolicy.DEFAULT);
        WorkQueue<ConversionFinished> ledger =
                queues.queue("ledger", new ConversionFinishedCodec(), RetryPolicy.DEFAULT);
        WorkQueue<ConversionFinished> mp3 = queues.queue("mp3", new ConversionFinishedCodec(), RetryPolicy.DEFAULT);
        Broadcast<ConversionProgress> progress = new LocalBroadcast<>();
        Broadcast<CancelRequested> cancels = new LocalBroadcast<>();

        ConverterService converter = new ConverterService(
                new ConverterConfig(
                        settings.ffmpeg(),
                        settings.converterLimits(),
                        settings.get(Settings.CONVERTER_SLOTS),
                        settings.get(Settings.DRAIN_TIMEOUT),
                        data.resolve("work")),
                store,
                new ConverterService.Queues(video, ledger, mp3),
                progress,
                cancels,
                CLOCK);
        NotificationService notification = new NotificationService(mp3, new LogNotifier());
        Optional<AccountParts> accounts = accounts(settings, auth);
        List<Service> ofAccounts = accounts.map(AccountParts::services).orElse(List.of());
        Gateway gateway = new Gateway(
                settings.gateway(),
                database,
                store,
                new Gateway.Messaging(video, ledger, progress, cancels),
                accounts.map(AccountParts::forGateway),
                concat(List.of(data, store, queues, converter, notification), ofAccounts),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                CLOCK);
        List<Service> inOrder = concat(ofAccounts, List.of(store, queues, gateway, notification, converter));
        return new Soundlift(List.of(data::close, database), inOrder, auth, gateway::port);
    }

    private static List<Service> concat(List<Service> first, List<Service> then) {
        List<Service> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    /** What there is of accounts in the gateway's process. */
    private record AccountParts(List<Service> services, Gateway.Accounts forGateway) {}

    private static Optional<AccountParts> accounts(Settings settings, Optional<Auth> here) {
        if (settings.get(Settings.AUTH) == AccountMode.OFF) {
            return Optional.empty();
        }
        Optional<String> issuer = settings.get(Settings.OIDC_ISSUER).map(URI::toString);
        if (here.isPresent()) {
            Auth auth = here.get();
            TokenAuthenticator tokens =
                    new TokenAuthenticator(auth.authority(), issuer, TokenAuthenticator.PACE, CLOCK);
            return Optional.of(new AccountParts(List.of(auth, tokens), new Gateway.Accounts(tokens, auth::answer)));
        }
        RemoteAuth auth = new RemoteAuth(settings.get(Settings.AUTH_URL)
                .orElseThrow(() -> new SettingsException("The gateway runs without the auth service: set "
                        + Settings.AUTH_URL.variable() + " to where that listens, such as http://localhost:5001, or run"
                        + " both: soundlift serve gateway auth")));
        TokenAuthenticator tokens = new TokenAuthenticator(auth, issuer, TokenAuthenticator.PACE, CLOCK);
        return Optional.of(new AccountParts(List.of(tokens), new Gateway.Accounts(tokens, auth::forward)));
    }

    /** The accounts for the command line, beside services that may run. */
    record AccountTables(HikariDataSource database, Auth auth) implements AutoCloseable {
        Administration administration() {
            return auth.administration();
        }

        @Override
        public void close() {
            auth.close();
            database.close();
        }
    }

    /** @param make whether a folder without a database is a place to begin, rather than a mistake */
    static AccountTables accountTables(Settings settings, boolean make) throws IOException, SQLException {
        DataFolder data = new DataFolder(settings.data(), "");
        boolean begun = settings.get(Settings.DATABASE_URL).isPresent() || Files.exists(data.resolve("soundlift.db"));
        if (!begun && !make) {
            throw new SettingsException("There are no accounts in " + data.resolve("")
                    + ". Name the folder of the service" + " with " + Settings.DATA.flag() + ".");
        }
        data.create();
        HikariDataSource database = Database.open(settings, data);
        AuthSchema.migrate(database);
        // Nothing but the making of keys needs the secret: the service makes it when it first starts.
        Optional<String> secret =
                settings.get(Settings.AUTH_SECRET).or(() -> SecretFile.read(data.resolve("auth-secret")));
        return new AccountTables(database, new Auth(settings.auth(secret.orElse("")), database, CLOCK));
    }

    /** The converter alone, for files on this machine. */
    static Converter converter(Settings settings) throws IOException {
        return new Converter(settings.ffmpeg().locate(), settings.converterLimits());
    }
}
