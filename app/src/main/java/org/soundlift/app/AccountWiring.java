package org.soundlift.app;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.soundlift.auth.Administration;
import org.soundlift.auth.Auth;
import org.soundlift.auth.accounts.AuthSchema;
import org.soundlift.auth.remote.RemoteAuth;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.core.service.Finding;
import org.soundlift.core.service.Service;
import org.soundlift.gateway.Gateway;
import org.soundlift.gateway.session.AccountMode;

/**
 * What there is of accounts in a process.
 *
 * @param auth the auth service, where it runs here
 * @param services that must be started for accounts, in this order
 * @param forGateway what a gateway here asks
 */
record AccountWiring(Optional<Auth> auth, List<Service> services, Optional<Gateway.Accounts> forGateway) {
    AccountWiring {
        services = List.copyOf(services);
    }

    static AccountWiring of(Settings settings, Set<Role> roles, Optional<Database> database, DataFolder data)
            throws IOException {
        if (hasNoAccounts(settings, roles)) {
            return new AccountWiring(Optional.empty(), List.of(), Optional.empty());
        }
        boolean gateway = roles.contains(Role.GATEWAY);
        List<Service> services = new ArrayList<>();
        Optional<Auth> auth = Optional.empty();
        if (keepsAccounts(settings, roles)) {
            Auth here = new Auth(
                    new ServiceConfigs(settings).auth(secret(settings, data)),
                    database.orElseThrow().source(),
                    Wiring.CLOCK);
            auth = Optional.of(here);
            services.add(here);
        }
        return new AccountWiring(
                auth, services, gateway ? Optional.of(forGateway(settings, auth, services)) : Optional.empty());
    }

    private static boolean hasNoAccounts(Settings settings, Set<Role> roles) {
        return roles.contains(Role.GATEWAY) && settings.get(Settings.AUTH) == AccountMode.OFF;
    }

    /** Whether the auth service runs in this process. */
    static boolean keepsAccounts(Settings settings, Set<Role> roles) {
        return roles.contains(Role.AUTH) && !hasNoAccounts(settings, roles);
    }

    /** Looks whether a gateway reaches the auth service that runs elsewhere. */
    static List<Finding> examineRemote(Settings settings, Set<Role> roles) {
        return hasNoAccounts(settings, roles) || keepsAccounts(settings, roles)
                ? List.of()
                : List.of(remote(settings).examine());
    }

    /** The accounts in an open database. Nothing but the making of keys needs the secret, so that there may be none. */
    static Auth existing(Settings settings, DataFolder data, DataSource database) {
        String secret = settings.get(Settings.AUTH_SECRET)
                .or(() -> SecretFile.read(data.resolve("auth-secret")))
                .orElse("");
        return new Auth(new ServiceConfigs(settings).auth(secret), database, Wiring.CLOCK);
    }

    private static String secret(Settings settings, DataFolder data) throws IOException {
        Optional<String> secret = settings.get(Settings.AUTH_SECRET);
        return secret.isPresent() ? secret.get() : SecretFile.readOrMake(data.resolve("auth-secret"));
    }

    private static Gateway.Accounts forGateway(Settings settings, Optional<Auth> here, List<Service> services) {
        Optional<String> issuer = settings.get(Settings.OIDC_ISSUER).map(URI::toString);
        if (here.isPresent()) {
            Auth auth = here.get();
            TokenAuthenticator tokens =
                    new TokenAuthenticator(auth.authority(), issuer, TokenAuthenticator.PACE, Wiring.CLOCK);
            services.add(tokens);
            return new Gateway.Accounts(tokens, auth::answer);
        }
        RemoteAuth auth = remote(settings);
        TokenAuthenticator tokens = new TokenAuthenticator(auth, issuer, TokenAuthenticator.PACE, Wiring.CLOCK);
        services.add(tokens);
        return new Gateway.Accounts(tokens, auth::forward);
    }

    private static RemoteAuth remote(Settings settings) {
        return new RemoteAuth(settings.get(Settings.AUTH_URL)
                .orElseThrow(() -> new SettingsException("The gateway runs without the auth service: set "
                        + Settings.AUTH_URL.variable() + " to where that listens, such as http://localhost:5001, or run"
                        + " both: soundlift serve gateway auth")));
    }

    /** The accounts for the command line, beside services that may run. */
    record Tables(HikariDataSource database, Auth auth) implements AutoCloseable {
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
    static Tables tables(Settings settings, boolean make) throws Exception {
        DataFolder data = new DataFolder(settings.data(), Set.of());
        if (!Database.isBegun(settings, data) && !make) {
            throw new SettingsException("There are no accounts in " + data.resolve("")
                    + ". Name the folder of the service with " + Settings.DATA.flag() + ".");
        }
        data.create();
        Database opened = Database.open(settings, data);
        HikariDataSource database = opened.source();
        opened.alone(() -> AuthSchema.migrate(database));
        return new Tables(database, existing(settings, data, database));
    }
}
