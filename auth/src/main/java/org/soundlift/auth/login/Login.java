package org.soundlift.auth.login;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.login.LoginLimits.Attempt;
import org.soundlift.auth.login.LoginLimits.TooManyException;
import org.soundlift.auth.login.LoginMetrics.Result;
import org.soundlift.auth.password.PasswordHasher;
import org.soundlift.auth.password.PasswordRules;
import org.soundlift.core.account.Scope;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;

/**
 * E-mail and password make an account. A wrong password, an unknown address and a disabled account are answered alike, in
 * content and in time.
 */
public final class Login {
    private static final Logger LOG = LoggerFactory.getLogger(Login.class);

    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final LoginLimits limits;
    private final LoginMetrics metrics;
    private final Clock clock;

    public Login(Accounts accounts, PasswordHasher hasher, LoginLimits limits, LoginMetrics metrics, Clock clock) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
    }

    /**
     * The account of that address and password.
     *
     * @param address of the network that asks
     * @throws ProblemException {@code UNAUTHORIZED}; {@code TOO_MANY_REQUESTS} if too many tries went before
     */
    public Account login(String email, String password, String address) {
        Optional<EmailAddress> parsed = EmailAddress.of(email);
        Account account;
        try (Attempt attempt = begin(parsed.map(EmailAddress::text).orElse(""), address)) {
            Optional<Account> found = parsed.flatMap(accounts::find);
            boolean right = matches(password, found.flatMap(Account::passwordHash));
            if (!right || found.map(Account::disabled).orElse(true)) {
                attempt.failed();
                metrics.count(Result.REFUSED);
                LOG.info("A login from {} was refused", address);
                throw new ProblemException(FailureCode.UNAUTHORIZED, "E-mail address or password is wrong.");
            }
            attempt.succeeded();
            account = found.get();
        }
        requireInTime(account);
        account.passwordHash()
                .filter(hasher::isOutdated)
                .ifPresent(old -> accounts.rehash(account, hasher.hash(password)));
        accounts.loggedIn(account.id());
        metrics.count(Result.SUCCEEDED);
        LOG.info("Account {} has logged in from {}", account.id(), address);
        return account;
    }

    private void requireInTime(Account account) {
        if (account.oneTimePassword().filter(p -> p.hasExpired(clock.instant())).isPresent()) {
            throw new ProblemException(
                    FailureCode.UNAUTHORIZED, "This one-time password has expired. Ask an administrator for another.");
        }
    }

    private boolean matches(String password, Optional<String> hash) {
        return PasswordRules.canBe(password) && hasher.matches(password, hash);
    }

    /**
     * Lets the owner of a session show that the password is known.
     *
     * @throws ProblemException {@code INVALID_OPTION} if it is not; {@code TOO_MANY_REQUESTS} if too many tries went before
     */
    public void confirm(Account account, String password, String address) {
        try (Attempt attempt = begin(account.email().text(), address)) {
            if (!matches(password, account.passwordHash())) {
                attempt.failed();
                throw new ProblemException(Problem.invalidOption("current_password", "the password you have now"));
            }
            attempt.succeeded();
        }
        requireInTime(account);
    }

    /**
     * Counts a try of something that a network should not do often.
     *
     * @throws ProblemException {@code TOO_MANY_REQUESTS} if too many tries went before
     */
    public void countTry(String address) {
        try (Attempt attempt = begin("", address)) {
            attempt.failed();
        }
    }

    private Attempt begin(String account, String address) {
        try {
            return limits.begin(account, address);
        } catch (TooManyException e) {
            metrics.count(Result.TOO_MANY);
            LOG.warn("Too many tries from {}: {}", address, e.getMessage());
            throw ProblemException.retryAfter(FailureCode.TOO_MANY_REQUESTS, e.delay());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(FailureCode.UNAVAILABLE);
        }
    }

    /** Returns the scopes of a session of this account: with a one-time password, the choice of another alone. */
    public static Set<Scope> scopes(Account account) {
        return account.oneTimePassword().isPresent() ? EnumSet.of(Scope.ACCOUNT) : EnumSet.allOf(Scope.class);
    }
}
