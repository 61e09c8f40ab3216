package org.soundlift.app.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.app.settings.AccountSettings;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.ServiceSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.auth.Auth;
import org.soundlift.auth.accounts.AuthSchema;
import org.soundlift.auth.administration.Administration;
import org.soundlift.auth.remote.RemoteAuth;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.core.service.Finding;
import org.soundlift.gateway.GatewaySchema;
import org.soundlift.gateway.access.AccountMode;
import org.soundlift.gateway.admin.AuditLog;
import org.soundlift.gateway.ledger.Ledger;

/** Puts the parts of accounts together. */
public final class AccountWiring {
    private AccountWiring() {}

    /** Returns the auth service, which keeps its tables in {@code database}. */
    static Auth auth(Settings settings, DataFolder data, Database database, MeterRegistry metrics) {
        return new Auth(
                new ServiceConfigs(settings).auth(() -> secret(settings, data)),
                database.source(),
                metrics,
                Wiring.CLOCK);
    }

    /** Returns the checker of tokens in a gateway. */
    static TokenAuthenticator tokens(Settings settings, TokenAuthority authority) {
        Optional<String> issuer = settings.get(AccountSettings.OIDC_ISSUER).map(URI::toString);
        return new TokenAuthenticator(authority, issuer, TokenAuthenticator.PACE, Wiring.CLOCK);
    }

    /** Returns true for a gateway without accounts. */
    static boolean hasNoAccounts(Settings settings, Set<ServiceName> roles) {
        return roles.contains(ServiceName.GATEWAY) && settings.get(AccountSettings.AUTH) == AccountMode.OFF;
    }

    /** Returns true if the auth service runs in this process. */
    public static boolean keepsAccounts(Settings settings, Set<ServiceName> roles) {
        return roles.contains(ServiceName.AUTH) && !hasNoAccounts(settings, roles);
    }

    /** Looks whether a gateway reaches the auth service that runs elsewhere. */
    public static List<Finding> examineRemote(Settings settings, Set<ServiceName> roles) {
        return hasNoAccounts(settings, roles) || keepsAccounts(settings, roles)
                ? List.of()
                : List.of(remote(settings).examine());
    }

    /** The accounts in an open database. Nothing but the making of keys needs the secret, so that there may be none. */
    public static Auth existing(Settings settings, DataFolder data, DataSource database) {
        Supplier<String> secret = () -> settings.get(AccountSettings.AUTH_SECRET)
                .or(() -> SecretFile.read(data.resolve("auth-secret")))
                .orElse("");
        return new Auth(new ServiceConfigs(settings).auth(secret), database, new SimpleMeterRegistry(), Wiring.CLOCK);
    }

    private static String secret(Settings settings, DataFolder data) {
        return settings.get(AccountSettings.AUTH_SECRET)
                .orElseGet(() -> SecretFile.readOrMake(data.resolve("auth-secret")));
    }

    /** Returns the auth service in another process. */
    static RemoteAuth remote(Settings settings) {
        return new RemoteAuth(settings.get(AccountSettings.AUTH_URL)
                .orElseThrow(() -> new SettingsException("The gateway runs without the auth service: set "
                        + AccountSettings.AUTH_URL.variable()
                        + " to where that listens, such as http://localhost:5001, or run"
                        + " both: soundlift serve gateway auth")));
    }

    /** The accounts for the command line, beside services that may run. */
    public record Tables(Database database, Auth auth) implements AutoCloseable {
        private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

        public Administration administration() {
            return auth.administration();
        }

        /** Returns the ledger of jobs; empty if the gateway keeps its tables in another database. */
        public Optional<Ledger> ledger() {
            return GatewaySchema.exists(database.source())
                    ? Optional.of(new Ledger(Jdbi.create(database.source()), Wiring.CLOCK, false))
                    : Optional.empty();
        }

        /** Notes what was done; nothing happens if the gateway keeps its log in another database, or has not made it yet. */
        public void note(String action, String subject) {
            try {
                if (GatewaySchema.exists(database.source()) && GatewaySchema.pending(database.source()) == 0) {
                    new AuditLog(Jdbi.create(database.source()), Wiring.CLOCK)
                            .note("command line, user " + System.getProperty("user.name"), action, subject);
                }
            } catch (RuntimeException e) { // It is done nevertheless.
                LOG.warn("The audit log has no note of {} of {}", action, subject, e);
            }
        }

        @Override
        public void close() {
            auth.close();
            database.close();
        }
    }

    /** @param make whether a folder without a database is a place to begin, rather than a mistake */
    public static Tables tables(Settings settings, boolean make) throws Exception {
        DataFolder data = new DataFolder(settings.data(), Set.of());
        if (!Database.isBegun(settings, data) && !make) {
            throw new SettingsException("There are no accounts in " + data.resolve("")
                    + ". Name the folder of the service with " + ServiceSettings.DATA.flag() + ".");
        }
        data.create();
        Database database = Database.of(settings, data);
        database.start();
        database.alone(() -> AuthSchema.migrate(database.source()));
        return new Tables(database, existing(settings, data, database.source()));
    }
}
