package org.soundlift.auth.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.AccountExistsException;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.ApiKey;
import org.soundlift.auth.accounts.ApiKeys;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.accounts.RandomId;
import org.soundlift.auth.oidc.ExternalIssuer;
import org.soundlift.auth.oidc.ExternalIssuer.Subject;
import org.soundlift.auth.verify.Revocations;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;

/** The authority itself, on the tables of the auth service. */
public final class LocalAuthority implements TokenAuthority {
    private static final Logger LOG = LoggerFactory.getLogger(LocalAuthority.class);
    private static final Set<Scope> EXTERNAL_SCOPES = Set.of(Scope.JOBS_READ, Scope.JOBS_WRITE);

    private final Accounts accounts;
    private final ApiKeys apiKeys;
    private final Optional<ExternalIssuer> externalIssuer;
    private final SigningKeys keys;
    private final TokenIssuer issuer;
    private final RevokedSessions revoked;
    private final Duration memory;
    private final Clock clock;

    /** @param memory how long a revocation can matter */
    public LocalAuthority(
            Accounts accounts,
            ApiKeys apiKeys,
            Optional<ExternalIssuer> externalIssuer,
            SigningKeys keys,
            TokenIssuer issuer,
            RevokedSessions revoked,
            Duration memory,
            Clock clock) {
        this.accounts = accounts;
        this.apiKeys = apiKeys;
        this.externalIssuer = externalIssuer;
        this.keys = keys;
        this.issuer = issuer;
        this.revoked = revoked;
        this.memory = memory;
        this.clock = clock;
    }

    @Override
    public String publicKeys() {
        return keys.published();
    }

    @Override
    public Revocations revocations() {
        return new Revocations(
                revoked.all(), accounts.epochsChangedSince(clock.instant().minus(memory)));
    }

    @Override
    public Optional<String> exchange(String credential) throws AuthUnavailableException {
        return credential.startsWith(TokenAuthenticator.API_KEY_PREFIX)
                ? exchangeApiKey(credential)
                : exchangeExternal(credential);
    }

    private Optional<String> exchangeApiKey(String secret) {
        Optional<ApiKey> key = apiKeys.use(secret);
        return key.flatMap(k -> accounts.find(k.account()))
                .filter(account -> !account.disabled())
                .map(account -> issue(account, session(key.get()), key.get().scopes()));
    }

    /** Tokens of a key do not outlive it. */
    private TokenIssuer.Session session(ApiKey key) {
        TokenIssuer.Session usual = issuer.session(key.id(), clock.instant());
        return key.expiresAt()
                .filter(end -> end.isBefore(usual.endsAt()))
                .map(end -> new TokenIssuer.Session(usual.id(), clock.instant(), end))
                .orElse(usual);
    }

    private String issue(Account account, TokenIssuer.Session session, Set<Scope> scopes) {
        return issuer.issue(account, session, scopes).token();
    }

    private Optional<String> exchangeExternal(String token) throws AuthUnavailableException {
        if (externalIssuer.isEmpty()) {
            return Optional.empty();
        }
        Optional<Subject> subject = externalIssuer.get().verify(token);
        if (subject.isEmpty()) {
            return Optional.empty();
        }
        Instant end = subject.get().authenticatedUntil();
        var session = new TokenIssuer.Session(RandomId.next(), clock.instant(), end);
        return account(externalIssuer.get().name(), subject.get())
                .filter(account -> !account.disabled() && !issuer.isOver(session))
                .map(account -> issue(account, session, EXTERNAL_SCOPES));
    }

    /**
     * Returns the account of somebody who has logged in at the issuer, made at the first time. Empty if it can't be theirs.
     *
     * @throws IllegalStateException if there is no issuer
     */
    public Optional<Account> account(Subject subject) {
        return account(
                externalIssuer
                        .orElseThrow(() -> new IllegalStateException("no issuer"))
                        .name(),
                subject);
    }

    /**
     * Returns the account of a subject of the issuer, made when its first token comes. Empty if its address has an
     * account with a password that was registered without proof of the address.
     */
    private Optional<Account> account(String issuerName, Subject subject) {
        Optional<Account> known = accounts.findFederated(issuerName, subject.id());
        if (known.isPresent()) {
            return known;
        }
        // Without a verified address, the subject gets one that can't have been registered.
        EmailAddress email = subject.email().orElseGet(() -> new EmailAddress(RandomId.next() + "@external.invalid"));
        Account account = accounts.find(email).orElseGet(() -> add(email));
        if (account.selfMade()) {
            LOG.warn(
                    "Account {} was registered without proof of its e-mail address, so subject {} of {} does not"
                            + " get it. If they are the same, reset its password: soundlift accounts reset",
                    account.id(),
                    subject.id(),
                    issuerName);
            return Optional.empty();
        }
        accounts.linkFederated(issuerName, subject.id(), account.id());
        return accounts.findFederated(issuerName, subject.id());
    }

    private Account add(EmailAddress email) {
        try {
            return accounts.add(email, Role.USER, Optional.empty(), false);
        } catch (AccountExistsException addedMeanwhile) {
            return accounts.find(email).orElseThrow();
        }
    }
}
