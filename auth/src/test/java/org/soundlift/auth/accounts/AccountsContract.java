package org.soundlift.auth.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.auth.token.KeyVault;
import org.soundlift.auth.token.RevokedSessions;
import org.soundlift.auth.token.SigningKeys;
import org.soundlift.auth.token.TokenTiming;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Role;
import org.soundlift.core.account.Scope;
import org.soundlift.core.support.SettableClock;

/** The contract of the auth service's tables, on every database. */
abstract class AccountsContract {
    private static final EmailAddress ADA = new EmailAddress("ada@example.org");
    private static final EmailAddress BOB = new EmailAddress("bob@example.org");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(BEGIN);
    private Jdbi jdbi;
    private Accounts accounts;

    /** A new, empty database. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        DataSource database = newDatabase();
        AuthSchema.migrate(database);
        AuthSchema.migrate(database); // A second process begins.
        jdbi = Jdbi.create(database);
        accounts = new Accounts(jdbi, clock);
    }

    private Account add(EmailAddress email) throws AccountExistsException {
        return accounts.add(email, Role.USER, Optional.of("hash"), false);
    }

    @Test
    void accountIsFoundByAddressAndId() throws Exception {
        assertThat(accounts.isEmpty()).isTrue();
        Account ada = accounts.add(ADA, Role.ADMIN, Optional.empty(), true);
        Account bob = add(BOB);
        assertThat(accounts.find(ADA)).contains(ada);
        assertThat(accounts.find(ada.id())).contains(ada);
        assertThat(ada.createdAt()).isEqualTo(BEGIN);
        assertThat(accounts.list()).containsExactly(ada, bob);
        assertThat(accounts.isEmpty()).isFalse();
        assertThat(accounts.find(new EmailAddress("carol@example.org"))).isEmpty();
        assertThat(accounts.find(new AccountId("0".repeat(32)))).isEmpty();
    }

    @Test
    void oneAccountAnAddressAlsoWhenManyAskAtOnce() throws Exception {
        List<CompletableFuture<Boolean>> tries = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        add(ADA);
                        return true;
                    } catch (AccountExistsException e) {
                        return false;
                    }
                }))
                .limit(8)
                .toList();
        assertThat(tries.stream().filter(CompletableFuture::join)).hasSize(1);
        assertThatThrownBy(() -> add(ADA))
                .isInstanceOf(AccountExistsException.class)
                .hasMessageContaining(ADA.text());
    }

    @Test
    void changesThatEndSessionsRaiseTheEpochOnce() throws Exception {
        AccountId id = add(ADA).id();
        assertThat(accounts.epochsChangedSince(Instant.EPOCH)).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(accounts.setDisabled(id, true).orElseThrow())
                .matches(Account::disabled)
                .extracting(Account::epoch)
                .isEqualTo(2);
        assertThat(accounts.setDisabled(id, true).orElseThrow().epoch()).isEqualTo(2);
        assertThat(accounts.setRole(id, Role.ADMIN).orElseThrow().epoch()).isEqualTo(3);
        assertThat(accounts.setRole(id, Role.ADMIN).orElseThrow().epoch()).isEqualTo(3);
        Account changed = accounts.resetPassword(id, "other", true).orElseThrow();
        assertThat(changed.epoch()).isEqualTo(4);
        assertThat(changed.passwordHash()).contains("other");
        assertThat(changed.oneTimePassword()).isPresent();
        assertThat(accounts.epochsChangedSince(BEGIN.plusSeconds(30))).isEqualTo(Map.of(id, 4));
        assertThat(accounts.epochsChangedSince(BEGIN.plusSeconds(90))).isEmpty();
        assertThat(accounts.setDisabled(new AccountId("0".repeat(32)), true)).isEmpty();
    }

    @Test
    void lastAdministratorCanBeNeitherDisabledNorDemotedNorDeleted() throws Exception {
        AccountId ada = add(ADA).id();
        accounts.setRole(ada, Role.ADMIN);
        assertThatThrownBy(() -> accounts.setDisabled(ada, true)).isInstanceOf(LastAdministratorException.class);
        assertThatThrownBy(() -> accounts.setRole(ada, Role.USER)).isInstanceOf(LastAdministratorException.class);
        assertThatThrownBy(() -> accounts.delete(ada)).isInstanceOf(LastAdministratorException.class);
        assertThat(accounts.find(ADA)).get().matches(account -> !account.disabled() && account.role() == Role.ADMIN);
        AccountId bob = accounts.add(new EmailAddress("bob@example.org"), Role.ADMIN, Optional.empty(), false)
                .id();
        accounts.setDisabled(ada, true);
        assertThatThrownBy(() -> accounts.delete(bob)).isInstanceOf(LastAdministratorException.class);
        accounts.delete(ada);
    }

    @Test
    void deletedAccountIsGoneAndItsSessionsEnd() throws Exception {
        AccountId id = add(ADA).id();
        accounts.linkFederated("https://issuer.example.org", "ada", id);
        clock.advance(Duration.ofMinutes(1));
        accounts.delete(id);
        accounts.delete(id);
        assertThat(accounts.find(ADA)).isEmpty();
        assertThat(accounts.find(id)).isEmpty();
        assertThat(accounts.findFederated("https://issuer.example.org", "ada")).isEmpty();
        assertThat(accounts.list()).isEmpty();
        assertThat(accounts.isEmpty()).isTrue();
        assertThat(accounts.epochsChangedSince(BEGIN.plusSeconds(30))).containsKey(id);
        assertThat(add(ADA).id()).isNotEqualTo(id);
        accounts.forgetDeleted(clock.instant().plusSeconds(1));
        assertThat(accounts.epochsChangedSince(Instant.EPOCH)).isEmpty();
        assertThat(accounts.find(ADA)).isPresent();
    }

    @Test
    void oneTimePasswordIsGoodForSevenDays() throws Exception {
        accounts.add(ADA, Role.USER, Optional.of("hash"), true);
        Account.OneTimePassword password =
                accounts.find(ADA).orElseThrow().oneTimePassword().orElseThrow();
        assertThat(password.hasExpired(BEGIN.plus(Duration.ofDays(7)))).isFalse();
        assertThat(password.hasExpired(BEGIN.plus(Duration.ofDays(7)).plusMillis(1)))
                .isTrue();
    }

    @Test
    void operatorWinsOverAPasswordThatIsBeingChanged() throws Exception {
        Account read = add(ADA);
        accounts.setDisabled(read.id(), true);
        assertThat(accounts.changePassword(read, "chosen")).isEmpty();
        Account enabled = accounts.setDisabled(read.id(), false).orElseThrow();
        accounts.resetPassword(read.id(), "given", true);
        assertThat(accounts.changePassword(enabled, "chosen")).isEmpty();
        Account given = accounts.find(ADA).orElseThrow();
        assertThat(given.passwordHash()).contains("given");
        Account chosen = accounts.changePassword(given, "chosen").orElseThrow();
        assertThat(chosen.epoch()).isEqualTo(given.epoch() + 1);
        assertThat(chosen.oneTimePassword()).isEmpty();
    }

    @Test
    void whoSaysThatAnAddressIsTheirsIsKnownToHaveSaidSo() throws Exception {
        Account self = accounts.register(ADA, "hash");
        assertThat(accounts.find(ADA)).contains(self).get().matches(Account::selfMade);
        assertThat(add(BOB).selfMade()).isFalse();
        assertThat(accounts.resetPassword(self.id(), "given", true)
                        .orElseThrow()
                        .selfMade())
                .isFalse();
    }

    @Test
    void loginAndRehashLeaveSessionsAlone() throws Exception {
        Account ada = add(ADA);
        clock.advance(Duration.ofMinutes(1));
        accounts.loggedIn(ada.id());
        accounts.rehash(ada, "better");
        Account now = accounts.find(ADA).orElseThrow();
        assertThat(now.lastLoginAt()).contains(BEGIN.plusSeconds(60));
        assertThat(now.passwordHash()).contains("better");
        assertThat(now.epoch()).isEqualTo(ada.epoch());
        accounts.rehash(ada, "of a password that was changed meanwhile");
        assertThat(accounts.find(ADA).orElseThrow().passwordHash()).contains("better");
    }

    @Test
    void externalSubjectsAreOneAccountEach() throws Exception {
        Account ada = add(ADA);
        Account bob = add(BOB);
        accounts.linkFederated("https://a.example", "1", ada.id());
        accounts.linkFederated("https://a.example", "1", bob.id());
        accounts.linkFederated("https://b.example", "1", bob.id());
        assertThat(accounts.findFederated("https://a.example", "1")).contains(ada);
        assertThat(accounts.findFederated("https://b.example", "1")).contains(bob);
        assertThat(accounts.findFederated("https://a.example", "2")).isEmpty();
    }

    @Test
    void apiKeyIsKnownByItsSecretUntilItsOwnerRemovesIt() throws Exception {
        ApiKeys keys = new ApiKeys(jdbi, clock);
        AccountId ada = add(ADA).id();
        AccountId bob = add(BOB).id();
        ApiKeys.Made made = keys.make(ada, "nightly 🎵", Set.of(Scope.JOBS_READ), Optional.empty());
        assertThat(made.secret()).startsWith("sl_").hasSize(46);
        assertThat(keys.of(ada)).containsExactly(made.key());
        assertThat(keys.of(bob)).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(keys.use(made.secret())).contains(made.key());
        assertThat(keys.of(ada).getFirst().lastUsedAt()).contains(BEGIN.plusSeconds(3_600));
        assertThat(keys.use(made.secret() + "x")).isEmpty();
        assertThat(keys.remove(bob, made.key().id())).isFalse();
        assertThat(countOfReadableSecrets()).isZero();
        assertThat(keys.remove(ada, made.key().id())).isTrue();
        assertThat(keys.use(made.secret())).isEmpty();
    }

    @Test
    void apiKeyThatHasExpiredIsNotAccepted() throws Exception {
        ApiKeys keys = new ApiKeys(jdbi, clock);
        ApiKeys.Made made =
                keys.make(add(ADA).id(), "for a week", Set.of(Scope.JOBS_READ), Optional.of(Duration.ofDays(7)));
        assertThat(made.key().expiresAt()).contains(BEGIN.plus(Duration.ofDays(7)));
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(keys.use(made.secret())).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(keys.use(made.secret())).isEmpty();
    }

    private int countOfReadableSecrets() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from auth_api_key where secret_hash like 'sl%'")
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void endedSessionsAreRememberedForAWhile() {
        RevokedSessions revoked = new RevokedSessions(jdbi, Duration.ofHours(1), clock);
        revoked.revoke("a");
        revoked.revoke("a");
        clock.advance(Duration.ofMinutes(40));
        revoked.revoke("b");
        assertThat(revoked.all()).containsExactlyInAnyOrder("a", "b");
        clock.advance(Duration.ofMinutes(40));
        revoked.forgetOld();
        assertThat(revoked.all()).containsExactly("b");
        assertThat(revoked.isRevoked("a")).isFalse();
        assertThat(revoked.isRevoked("b")).isTrue();
    }

    private SigningKeys signingKeys(String secret) {
        return new SigningKeys(jdbi, new KeyVault(() -> secret), TokenTiming.DEFAULT, clock);
    }

    private static int published(SigningKeys keys) throws Exception {
        return JWKSet.parse(keys.published()).size();
    }

    @Test
    void keysFollowEachOtherWithoutAGap() throws Exception {
        SigningKeys keys = signingKeys("secret");
        keys.keepFresh();
        keys.keepFresh();
        String first = keys.current().getKeyID();
        assertThat(published(keys)).isOne();
        clock.advance(TokenTiming.DEFAULT.keyAge());
        keys.keepFresh();
        keys.keepFresh();
        assertThat(published(keys)).as("published before it signs").isEqualTo(2);
        assertThat(keys.current().getKeyID()).isEqualTo(first);
        clock.advance(TokenTiming.DEFAULT.keyLead());
        assertThat(keys.current().getKeyID()).isNotEqualTo(first);
        clock.advance(TokenTiming.DEFAULT.token());
        keys.keepFresh();
        assertThat(published(keys)).as("its last token may still be good").isEqualTo(2);
        clock.advance(Duration.ofMinutes(6));
        keys.keepFresh();
        assertThat(published(keys)).isOne();
        assertThat(keys.published()).contains(keys.current().getKeyID()).doesNotContain("\"d\":");
    }

    @Test
    void privateKeysCanNotBeReadInTheTable() throws Exception {
        SigningKeys keys = signingKeys("secret");
        keys.keepFresh();
        String stored = jdbi.withHandle(handle -> handle.createQuery("select private_key from auth_signing_key")
                .mapTo(String.class)
                .one());
        assertThat(stored).doesNotContain("{", keys.current().getD().toString());
        assertThatThrownBy(() -> signingKeys("another").current())
                .isInstanceOf(KeyVault.WrongSecretException.class)
                .hasMessageContaining("SOUNDLIFT_AUTH_SECRET");
        assertThatThrownBy(() -> signingKeys("").rotate()).isInstanceOf(KeyVault.WrongSecretException.class);
        clock.advance(TokenTiming.DEFAULT.keyAge());
        assertThatThrownBy(() -> signingKeys("another").keepFresh()).isInstanceOf(KeyVault.WrongSecretException.class);
        assertThat(published(keys)).as("no key that nobody could sign with").isOne();
    }
}
