package org.soundlift.auth.login;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Jdbi;

/** Table {@code auth_login_network}: the tries that networks have left, for all auth processes. */
final class LoginBuckets {
    private final Jdbi jdbi;

    LoginBuckets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The tries that a network has left.
     *
     * @param millitokens thousandths of a try; below zero it is in debt, by tries that it does not bind
     */
    record Bucket(long millitokens, Instant at) {}

    Optional<Bucket> find(String network) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from auth_login_network where network = :network")
                .bind("network", network)
                .map((row, _) -> new Bucket(row.getLong("millitokens"), Instant.ofEpochMilli(row.getLong("filled_at"))))
                .findOne());
    }

    /** Changes what a network has left, as {@link LoginTries#change} does. */
    void change(String network, Bucket full, UnaryOperator<Bucket> change) {
        SharedRow.change(() -> {
            Optional<Bucket> old = find(network);
            Bucket changed = change.apply(old.orElse(full));
            return old.isEmpty() ? insert(network, changed) : update(network, old.get(), changed);
        });
    }

    private boolean insert(String network, Bucket bucket) {
        return SharedRow.isInserted(
                jdbi,
                handle -> handle.createUpdate("insert into auth_login_network (network, millitokens, filled_at)"
                                + " values (:network, :millitokens, :at)")
                        .bind("network", network)
                        .bind("millitokens", bucket.millitokens())
                        .bind("at", bucket.at().toEpochMilli())
                        .execute());
    }

    private boolean update(String network, Bucket old, Bucket bucket) {
        return jdbi.withHandle(handle -> handle.createUpdate(
                                "update auth_login_network set millitokens = :millitokens,"
                                        + " filled_at = :at where network = :network and millitokens = :old and filled_at = :oldAt")
                        .bind("network", network)
                        .bind("millitokens", bucket.millitokens())
                        .bind("at", bucket.at().toEpochMilli())
                        .bind("old", old.millitokens())
                        .bind("oldAt", old.at().toEpochMilli())
                        .execute()
                == 1);
    }

    /** Removes those that are full again, and the debts of those that have been idle for long. */
    void forget(Instant full, Instant idle) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from auth_login_network"
                        + " where filled_at < :full and millitokens >= 0 or filled_at < :idle")
                .bind("full", full.toEpochMilli())
                .bind("idle", idle.toEpochMilli())
                .execute());
    }
}
