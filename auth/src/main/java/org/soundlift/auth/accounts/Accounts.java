package org.soundlift.auth.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.soundlift.auth.accounts.Account.OneTimePassword;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Role;

/**
 * The table of accounts. Several processes may use it at the same time: services, and an operator's command line. A
 * change that must end the account's sessions raises its epoch; tokens of an earlier epoch are no longer good.
 */
public final class Accounts {
    /** Within this time the owner of a made-up password has to change it: later it opens and confirms nothing. */
    public static final Duration ONE_TIME_PASSWORD = Duration.ofDays(7);

    /** In place of the e-mail address of a deleted account, whose row is kept until all of its tokens have expired. */
    private static final String DELETED = "deleted:";

    private static final String NOT_DELETED = "email not like '" + DELETED + "%'";
    private static final List<String> OF_ACCOUNTS = List.of("auth_api_key", "auth_federated_identity");

    /** True if another account could administer the service. */
    private static final String OTHER_ADMIN =
            "exists (select 1 from (select id from auth_account where role = 'admin' and disabled = 0) other"
                    + " where other.id <> :id)";

    private static final String END_SESSIONS = ", epoch = epoch + 1, epoch_changed_at = :now";

    private final Jdbi jdbi;
    private final Clock clock;

    public Accounts(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Makes an account for an address that is known to be its owner's.
     *
     * @param passwordHash a PHC string; empty for accounts that log in elsewhere
     * @throws AccountExistsException if the address has an account
     */
    public Account add(EmailAddress email, Role role, Optional<String> passwordHash, boolean oneTimePassword)
            throws AccountExistsException {
        return add(email, role, passwordHash, oneTimePassword, false);
    }

    /**
     * Makes an account for an address that its sender claims to own.
     *
     * @throws AccountExistsException if the address has an account
     */
    public Account register(EmailAddress email, String passwordHash) throws AccountExistsException {
        return add(email, Role.USER, Optional.of(passwordHash), false, true);
    }

    private Account add(
            EmailAddress email, Role role, Optional<String> passwordHash, boolean oneTimePassword, boolean selfMade)
            throws AccountExistsException {
        Instant now = Instant.ofEpochMilli(clock.millis());
        Account account = new Account(
                new AccountId(RandomId.next()),
                email,
                passwordHash,
                oneTimePassword
                        ? Optional.of(new OneTimePassword(Optional.of(now.plus(ONE_TIME_PASSWORD))))
                        : Optional.empty(),
                selfMade,
                role,
                false,
                1,
                now,
                Optional.empty());
        try {
            jdbi.useHandle(handle -> handle.createUpdate(
                            "insert into auth_account (id, email, password_hash, one_time, one_time_until, self_made, role,"
                                    + " disabled, epoch, epoch_changed_at, created_at)"
                                    + " values (:id, :email, :hash, :oneTime, :until, :selfMade, :role, 0, 1, :now, :now)")
                    .bind("id", account.id().value())
                    .bind("email", email.text())
                    .bind("hash", passwordHash.orElse(null))
                    .bind("oneTime", oneTimePassword ? 1 : 0)
                    .bind("until", now.plus(ONE_TIME_PASSWORD).toEpochMilli())
                    .bind("selfMade", selfMade ? 1 : 0)
                    .bind("role", role.wireName())
                    .bind("now", now.toEpochMilli())
                    .execute());
        } catch (UnableToExecuteStatementException e) {
            if (find(email).isPresent()) {
                throw new AccountExistsException(email);
            }
            throw e;
        }
        return account;
    }

    public Optional<Account> find(AccountId id) {
        return findWhere("id = :key", id.value());
    }

    public Optional<Account> find(EmailAddress email) {
        return findWhere("email = :key", email.text());
    }

    private Optional<Account> findWhere(String condition, String key) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from auth_account where " + NOT_DELETED + " and " + condition)
                        .bind("key", key)
                        .map((row, context) -> read(row))
                        .findOne());
    }

    /** All accounts by address. */
    public List<Account> list() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select * from auth_account where " + NOT_DELETED + " order by email")
                        .map((row, context) -> read(row))
                        .list());
    }

    public boolean isEmpty() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from auth_account where " + NOT_DELETED)
                        .mapTo(Long.class)
                        .one()
                == 0);
    }

    private static OneTimePassword oneTimePassword(ResultSet row) throws SQLException {
        long until = row.getLong("one_time_until");
        return new OneTimePassword(row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until)));
    }

    private static Account read(ResultSet row) throws SQLException {
        long lastLogin = row.getLong("last_login_at");
        Optional<Instant> lastLoginAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastLogin));
        return new Account(
                new AccountId(row.getString("id")),
                new EmailAddress(row.getString("email")),
                Optional.ofNullable(row.getString("password_hash")),
                row.getInt("one_time") == 1 ? Optional.of(oneTimePassword(row)) : Optional.empty(),
                row.getInt("self_made") == 1,
                Role.fromWireName(row.getString("role")),
                row.getInt("disabled") == 1,
                row.getInt("epoch"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                lastLoginAt);
    }

    /** Returns the account, with its sessions ended if this changes anything. Empty if there is no such account. */
    public Optional<Account> setDisabled(AccountId id, boolean disabled) throws LastAdministratorException {
        String kept = disabled ? unlessLastAdmin() : "";
        int changed =
                change(id, "disabled = :value" + END_SESSIONS, " and disabled <> :value" + kept, disabled ? 1 : 0);
        Optional<Account> account = find(id);
        requireChanged(
                changed > 0 || account.filter(a -> a.disabled() != disabled).isEmpty());
        return account;
    }

    /** Returns the account, with its sessions ended if this changes anything. Empty if there is no such account. */
    public Optional<Account> setRole(AccountId id, Role role) throws LastAdministratorException {
        String kept = role == Role.ADMIN ? "" : unlessLastAdmin();
        int changed = change(id, "role = :value" + END_SESSIONS, " and role <> :value" + kept, role.wireName());
        Optional<Account> account = find(id);
        requireChanged(changed > 0 || account.filter(a -> a.role() != role).isEmpty());
        return account;
    }

    /** Deletes the account with its API keys, and ends its sessions. Does nothing if there is no such account. */
    public void delete(AccountId id) throws LastAdministratorException {
        boolean deleted = jdbi.inTransaction(handle -> {
            int changed = change(
                    handle,
                    id,
                    "email = :value, password_hash = null, role = 'user', disabled = 1" + END_SESSIONS,
                    unlessLastAdmin(),
                    DELETED + id);
            for (String table : changed > 0 ? OF_ACCOUNTS : List.<String>of()) {
                handle.createUpdate("delete from " + table + " where account_id = :id")
                        .bind("id", id.value())
                        .execute();
            }
            return changed > 0;
        });
        requireChanged(deleted || find(id).isEmpty());
    }

    /** Removes what was kept of accounts that were deleted before {@code limit}. */
    public void forgetDeleted(Instant limit) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from auth_account where email like '" + DELETED
                            + "%' and epoch_changed_at < :limit")
                    .bind("limit", limit.toEpochMilli())
                    .execute();
            for (String table : OF_ACCOUNTS) { // One may have been made while the account was being deleted.
                handle.execute("delete from " + table + " where account_id not in (select id from auth_account)");
            }
        });
    }

    private static String unlessLastAdmin() {
        return " and (role <> 'admin' or disabled = 1 or " + OTHER_ADMIN + ")";
    }

    private static void requireChanged(boolean changed) throws LastAdministratorException {
        if (!changed) {
            throw new LastAdministratorException();
        }
    }

    /** The account with the password that an operator gives to its owner, and all its sessions ended. */
    public Optional<Account> resetPassword(AccountId id, String passwordHash, boolean oneTimePassword) {
        change(
                id,
                "password_hash = :value, self_made = 0, one_time = " + (oneTimePassword ? 1 : 0) + ", one_time_until = "
                        + clock.instant().plus(ONE_TIME_PASSWORD).toEpochMilli() + END_SESSIONS,
                "",
                passwordHash);
        return find(id);
    }

    /**
     * Returns the account with the password that its owner has chosen, and all its sessions ended. Empty if the
     * account has changed since it was read: an operator that disables it or resets its password meanwhile wins.
     */
    public Optional<Account> changePassword(Account read, String passwordHash) {
        int changed = change(
                read.id(),
                "password_hash = :value, one_time = 0" + END_SESSIONS,
                " and disabled = 0 and epoch = " + read.epoch(),
                passwordHash);
        return changed == 0 ? Optional.empty() : find(read.id()).map(now -> now.withEpoch(read.epoch() + 1));
    }

    /** The same password hashed anew; nothing happens if it was changed meanwhile. */
    public void rehash(Account account, String passwordHash) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update auth_account set password_hash = :new where id = :id and password_hash = :old")
                .bind("new", passwordHash)
                .bind("id", account.id().value())
                .bind("old", account.passwordHash().orElse(null))
                .execute());
    }

    /** Notes that the account has logged in now. */
    public void loggedIn(AccountId id) {
        change(id, "last_login_at = :now", "", null);
    }

    private int change(AccountId id, String set, String condition, @Nullable Object value) {
        return jdbi.withHandle(handle -> change(handle, id, set, condition, value));
    }

    private int change(Handle handle, AccountId id, String set, String condition, @Nullable Object value) {
        return handle.createUpdate("update auth_account set " + set + " where id = :id" + condition)
                .bind("id", id.value())
                .bind("now", clock.millis())
                .bind("value", value)
                .execute();
    }

    /** Returns the epochs of accounts with sessions that were ended after {@code limit}, by account. */
    public Map<AccountId, Integer> epochsChangedSince(Instant limit) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select id, epoch from auth_account where epoch_changed_at >= :limit and epoch > 1")
                .bind("limit", limit.toEpochMilli())
                .reduceRows(new HashMap<AccountId, Integer>(), (epochs, row) -> {
                    epochs.put(new AccountId(row.getColumn("id", String.class)), row.getColumn("epoch", Integer.class));
                    return epochs;
                }));
    }

    /** Returns the account that belongs to this subject of an external issuer. */
    public Optional<Account> findFederated(String issuer, String subject) {
        return jdbi.withHandle(handle -> handle.createQuery("select a.* from auth_account a"
                        + " join auth_federated_identity f on f.account_id = a.id"
                        + " where f.issuer = :issuer and f.subject = :subject and " + NOT_DELETED)
                .bind("issuer", issuer)
                .bind("subject", subject)
                .map((row, context) -> read(row))
                .findOne());
    }

    /** Remembers that this subject of an external issuer is that account. Nothing happens if it has one already. */
    public void linkFederated(String issuer, String subject, AccountId account) {
        try {
            jdbi.useHandle(
                    handle -> handle.createUpdate("insert into auth_federated_identity (issuer, subject, account_id)"
                                    + " values (:issuer, :subject, :account)")
                            .bind("issuer", issuer)
                            .bind("subject", subject)
                            .bind("account", account.value())
                            .execute());
        } catch (UnableToExecuteStatementException e) {
            if (findFederated(issuer, subject).isEmpty()) {
                throw e;
            }
        }
    }
}
