package org.soundlift.auth.accounts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.Scope;

/** The table of API keys. */
public final class ApiKeys {
    private final Jdbi jdbi;
    private final Clock clock;

    public ApiKeys(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * A new key with its secret, which can't be read again.
     *
     * @param secret sent by programs
     */
    public record Made(ApiKey key, String secret) {}

    /** @param lifetime empty if the key does not expire */
    public Made make(AccountId account, String name, Set<Scope> scopes, Optional<Duration> lifetime) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        ApiKey key = new ApiKey(RandomId.next(), account, name, scopes, now, Optional.empty(), lifetime.map(now::plus));
        String secret = TokenAuthenticator.API_KEY_PREFIX + RandomId.secret();
        jdbi.useHandle(handle -> handle.createUpdate(
                        "insert into auth_api_key (id, account_id, name, secret_hash, scopes, created_at,"
                                + " expires_at) values (:id, :account, :name, :hash, :scopes, :now, :end)")
                .bind("id", key.id())
                .bind("account", account.value())
                .bind("name", name)
                .bind("hash", hash(secret))
                .bind("scopes", scopes.stream().sorted().map(Scope::wireName).collect(Collectors.joining(" ")))
                .bind("now", now.toEpochMilli())
                .bind("end", key.expiresAt().map(Instant::toEpochMilli).orElse(null))
                .execute());
        return new Made(key, secret);
    }

    /** One pass of SHA-256 is enough: unlike a password, the secret can't be guessed. */
    private static String hash(String secret) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key of that secret, which is noted to be in use; empty if there is none, or it has expired. */
    public Optional<ApiKey> use(String secret) {
        return jdbi.withHandle(handle -> {
            Optional<ApiKey> found = handle.createQuery("select * from auth_api_key where secret_hash = :hash")
                    .bind("hash", hash(secret))
                    .map((row, context) -> read(row))
                    .findOne()
                    .filter(key -> key.isGood(clock.instant()));
            found.ifPresent(key -> handle.createUpdate("update auth_api_key set last_used_at = :now where id = :id")
                    .bind("now", clock.millis())
                    .bind("id", key.id())
                    .execute());
            return found;
        });
    }

    /** The account's keys, newest first. */
    public List<ApiKey> of(AccountId account) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from auth_api_key where account_id = :account order by created_at desc, id")
                .bind("account", account.value())
                .map((row, context) -> read(row))
                .list());
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(
                row.getString("id"),
                new AccountId(row.getString("account_id")),
                row.getString("name"),
                Arrays.stream(row.getString("scopes").split(" ", -1))
                        .flatMap(scope -> Scope.fromWireName(scope).stream())
                        .collect(Collectors.toSet()),
                Instant.ofEpochMilli(row.getLong("created_at")),
                time(row, "last_used_at"),
                time(row, "expires_at"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** Removes all keys of the account. */
    public void removeAll(AccountId account) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from auth_api_key where account_id = :account")
                .bind("account", account.value())
                .execute());
    }

    /** Removes a key of the account; false if it has none of that id. */
    public boolean remove(AccountId account, String id) {
        return jdbi.withHandle(
                handle -> handle.createUpdate("delete from auth_api_key where id = :id and account_id = :account")
                                .bind("id", id)
                                .bind("account", account.value())
                                .execute()
                        == 1);
    }
}
