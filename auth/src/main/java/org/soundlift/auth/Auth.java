package org.soundlift.auth;

import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.ApiKeys;
import org.soundlift.auth.accounts.AuthSchema;
import org.soundlift.auth.administration.Administration;
import org.soundlift.auth.http.AccountRoutes;
import org.soundlift.auth.http.AdministrationRoutes;
import org.soundlift.auth.http.AuthAnswers;
import org.soundlift.auth.http.IssuerLoginRoutes;
import org.soundlift.auth.http.KeyRoutes;
import org.soundlift.auth.http.LoginRoutes;
import org.soundlift.auth.http.Sessions;
import org.soundlift.auth.login.Login;
import org.soundlift.auth.login.LoginLimits;
import org.soundlift.auth.login.LoginMetrics;
import org.soundlift.auth.oidc.AuthorizationCodeFlow;
import org.soundlift.auth.oidc.ExternalIssuer;
import org.soundlift.auth.password.PasswordHasher;
import org.soundlift.auth.token.KeyVault;
import org.soundlift.auth.token.LocalAuthority;
import org.soundlift.auth.token.RevokedSessions;
import org.soundlift.auth.token.SigningKeys;
import org.soundlift.auth.token.TokenIssuer;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Finding;
import org.soundlift.core.service.Service;
import org.soundlift.http.AccountRoute;

/** The auth service: keeps accounts, checks passwords, makes tokens. */
public final class Auth implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(Auth.class);

    private final DataSource database;
    private final Clock clock;
    private final Duration memory;
    private final Jdbi jdbi;
    private final PasswordHasher hasher;
    private final Accounts accounts;
    private final ApiKeys apiKeys;
    private final LoginLimits limits;
    private final SigningKeys keys;
    private final RevokedSessions revoked;
    private final LocalAuthority authority;
    private final AuthAnswers answers;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("signing-keys").factory());

    public Auth(AuthConfig config, DataSource database, MeterRegistry metrics, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.memory = config.timing().memory();
        this.jdbi = Jdbi.create(database);
        this.hasher = new PasswordHasher(config.hashesAtATime());
        this.accounts = new Accounts(jdbi, clock);
        this.keys = new SigningKeys(jdbi, new KeyVault(config.secret()), config.timing(), clock);
        this.revoked = new RevokedSessions(jdbi, config.timing().memory(), clock);
        this.apiKeys = new ApiKeys(jdbi, clock);
        this.limits = new LoginLimits(jdbi, clock);
        TokenIssuer issuer = new TokenIssuer(keys, config.timing(), clock);
        Optional<ExternalIssuer> external = config.external().map(e -> new ExternalIssuer(e.issuer(), e.audience()));
        this.authority = new LocalAuthority(
                accounts,
                apiKeys,
                external,
                keys,
                issuer,
                revoked,
                config.timing().memory(),
                clock);
        Sessions sessions = new Sessions(accounts, revoked, authority, issuer, clock);
        Login login = new Login(accounts, hasher, limits, new LoginMetrics(metrics), clock);
        this.answers = new AuthAnswers(
                new LoginRoutes(login, sessions, authority, revoked, config.passwords()),
                new IssuerLoginRoutes(
                        config.external()
                                .flatMap(e -> e.client().map(client -> new AuthorizationCodeFlow(e.issuer(), client))),
                        authority,
                        sessions),
                new AccountRoutes(accounts, hasher, login, sessions, config.registration()),
                new KeyRoutes(apiKeys, sessions, revoked),
                new AdministrationRoutes(accounts, administration(), sessions),
                authority);
    }

    /** Returns the authority that checkers of tokens ask. */
    public TokenAuthority authority() {
        return authority;
    }

    /** Returns the handler of a route of accounts. */
    public Handler answer(AccountRoute route) {
        return answers.of(route);
    }

    /** Returns the work that an operator can do. */
    public Administration administration() {
        return new Administration(accounts, apiKeys, hasher);
    }

    /** Looks whether tokens can be signed, and changes nothing. This service need not be started. */
    public Finding examine() {
        String part = "signing keys";
        if (AuthSchema.pending(database) > 0 || keys.isEmpty()) {
            return Finding.ok(part, "there are none yet; the first start makes them");
        }
        try {
            return Finding.ok(
                    part,
                    "can be used; tokens are signed with " + keys.current().getKeyID());
        } catch (KeyVault.WrongSecretException e) {
            return Finding.error(part, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return "auth";
    }

    @Override
    public void start() throws KeyVault.WrongSecretException {
        AuthSchema.migrate(database);
        keys.keepFresh();
        keys.current(); // Tells a wrong secret now rather than at the first login.
        long pace = keys.pace().toMillis();
        var _ = timer.scheduleWithFixedDelay(this::tidy, pace, pace, TimeUnit.MILLISECONDS);
    }

    private void tidy() {
        try {
            keys.keepFresh();
            revoked.forgetOld();
            limits.forgetOld();
            accounts.forgetDeleted(clock.instant().minus(memory));
        } catch (KeyVault.WrongSecretException | RuntimeException e) {
            if (!timer.isShutdown()) {
                LOG.warn("Could not look after the signing keys, trying again soon", e);
            }
        }
    }

    /** Makes the next signing key now, whatever the age of the present one. */
    public void rotateKeys() throws KeyVault.WrongSecretException {
        keys.rotate();
    }

    @Override
    public CheckResult check() {
        return CheckResult.OK; // What it needs is the database, which has a check of its own.
    }

    @Override
    public void close() {
        timer.shutdownNow();
        timer.close(); // Waits: a task may be using the database.
        hasher.close();
    }
}
