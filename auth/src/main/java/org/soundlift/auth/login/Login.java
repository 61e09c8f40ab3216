package org.soundlift.auth.login;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.password.PasswordHasher;
import org.soundlift.auth.password.PasswordRules;
import org.soundlift.core.account.Scope;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.InvalidOption;
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

    public Login(Accounts accounts, PasswordHasher hasher, LoginLimits limits) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.limits = limits;
    }

    /**
     * The account of that address and password.
     *
     * @param address of the network that asks
     * @throws ProblemException {@code UNAUTHORIZED}; {@code TOO_MANY_REQUESTS} if too many tries went before
     */
    public Account login(String email, String password, String address) {
        Optional<EmailAddress> parsed = EmailAddress.of(email);
        String key = parsed.map(EmailAddress::text).orElse("");
        requireRoom(key, address);
        Optional<Account> account = parsed.flatMap(accounts::find);
        boolean right =
                PasswordRules.canBe(password) && hasher.matches(password, account.flatMap(Account::passwordHash));
        if (!right || account.map(Account::disabled).orElse(true)) {
            LOG.info("A login from {} was refused", address);
            throw new ProblemException(FailureCode.UNAUTHORIZED, "E-mail address or password is wrong.");
        }
        limits.succeeded(key, address);
        account.get()
                .passwordHash()
                .filter(hasher::isOutdated)
                .ifPresent(old -> accounts.rehash(account.get(), hasher.hash(password)));
        accounts.loggedIn(account.get().id());
        LOG.info("Account {} has logged in from {}", account.get().id(), address);
        return account.get();
    }

    /**
     * Lets the owner of a session show that the password is known.
     *
     * @throws ProblemException {@code INVALID_OPTION} if it is not; {@code TOO_MANY_REQUESTS} if too many tries went before
     */
    public void confirm(Account account, String password, String address) {
        requireRoom(account.email().text(), address);
        if (!PasswordRules.canBe(password) || !hasher.matches(password, account.passwordHash())) {
            throw new ProblemException(InvalidOption.problem("current_password", "the password you have now"));
        }
        limits.succeeded(account.email().text(), address);
    }

    /** Counts a try of something that strangers should not do often. */
    public void requireRoom(String account, String address) {
        Duration wait = limits.begin(account, address);
        if (!wait.isZero()) {
            LOG.warn("Too many tries from {}: next one in {}", address, wait);
            throw ProblemException.retryAfter(FailureCode.TOO_MANY_REQUESTS, wait);
        }
    }

    /** What a session of this account may do: nothing but choose a password while it has one that is good once. */
    public static Set<Scope> scopes(Account account) {
        return account.oneTimePassword() ? EnumSet.of(Scope.ACCOUNT) : EnumSet.allOf(Scope.class);
    }
}
