package org.soundlift.auth.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;

/** Table {@code auth_login_pair}: failed log-ins to an account from a network, for all auth processes. */
final class LoginTries {
    private final Jdbi jdbi;

    LoginTries(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** An account that is tried, and the network that tries. */
    record Pair(String account, String network) {
        /** Passwords are typed into the wrong field: what was tried as an address is not kept in the clear. */
        private String accountHash() {
            try {
                return HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(account.getBytes(UTF_8)));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /**
     * The failures of a pair.
     *
     * @param home the owner has logged in from this network
     */
    record Failures(int count, Instant last, Instant nextTry, boolean home) {
        static final Failures NONE = new Failures(0, Instant.EPOCH, Instant.EPOCH, false);
    }

    Failures failures(Pair pair) {
        return find(pair).orElse(Failures.NONE);
    }

    private Optional<Failures> find(Pair pair) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from auth_login_pair where account = :account and network = :network")
                .bind("account", pair.accountHash())
                .bind("network", pair.network())
                .map((row, _) -> new Failures(
                        row.getInt("failures"),
                        Instant.ofEpochMilli(row.getLong("last_at")),
                        Instant.ofEpochMilli(row.getLong("next_at")),
                        row.getInt("home") == 1))
                .findOne());
    }

    /** Changes what is remembered of a pair. Of several processes that do so at a time, each sees what the others wrote. */
    void change(Pair pair, UnaryOperator<Failures> change) {
        SharedRow.change(() -> {
            Optional<Failures> old = find(pair);
            Failures changed = change.apply(old.orElse(Failures.NONE));
            return old.isEmpty() ? insert(pair, changed) : update(pair, old.get(), changed);
        });
    }

    private boolean insert(Pair pair, Failures failures) {
        return SharedRow.isInserted(
                jdbi,
                handle -> bind(
                                handle.createUpdate(
                                        "insert into auth_login_pair (account, network, failures, last_at, next_at, home)"
                                                + " values (:account, :network, :failures, :last, :next, :home)"),
                                pair,
                                failures)
                        .execute());
    }

    private boolean update(Pair pair, Failures old, Failures failures) {
        return jdbi.withHandle(handle -> bind(
                                handle.createUpdate("update auth_login_pair set failures = :failures, last_at = :last,"
                                        + " next_at = :next, home = :home where account = :account"
                                        + " and network = :network and failures = :old and last_at = :oldLast"),
                                pair,
                                failures)
                        .bind("old", old.count())
                        .bind("oldLast", old.last().toEpochMilli())
                        .execute()
                == 1);
    }

    private static Update bind(Update update, Pair pair, Failures failures) {
        return update.bind("account", pair.accountHash())
                .bind("network", pair.network())
                .bind("failures", failures.count())
                .bind("last", failures.last().toEpochMilli())
                .bind("next", failures.nextTry().toEpochMilli())
                .bind("home", failures.home() ? 1 : 0);
    }

    /** Removes what no longer matters. */
    void forget(Instant before, Instant homesBefore) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "delete from auth_login_pair where last_at < :before and (home = 0 or last_at < :homes)")
                .bind("before", before.toEpochMilli())
                .bind("homes", homesBefore.toEpochMilli())
                .execute());
    }
}
