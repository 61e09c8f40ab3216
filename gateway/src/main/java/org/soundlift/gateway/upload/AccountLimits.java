package org.soundlift.gateway.upload;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.account.AccountId;
import org.soundlift.gateway.ledger.Owner;

/** The limits that administrators have given to single accounts. */
public final class AccountLimits {
    private final Jdbi jdbi;
    private final OwnerLimits usual;

    /** @param usual the limits of owners that have none of their own */
    public AccountLimits(Jdbi jdbi, OwnerLimits usual) {
        this.jdbi = jdbi;
        this.usual = usual;
    }

    /** Limits of one account; empty where the usual one holds. */
    public record Own(Optional<Integer> waitingJobs, Optional<Long> bytesADay, Optional<Integer> minutesAMonth) {
        public static final Own NONE = new Own(Optional.empty(), Optional.empty(), Optional.empty());

        private static Own read(ResultSet row) throws SQLException {
            return new Own(
                    Optional.ofNullable(row.getObject("waiting_jobs")).map(n -> ((Number) n).intValue()),
                    Optional.ofNullable(row.getObject("bytes_a_day")).map(n -> ((Number) n).longValue()),
                    Optional.ofNullable(row.getObject("minutes_a_month")).map(n -> ((Number) n).intValue()));
        }
    }

    OwnerLimits of(Owner owner) {
        Own own = jdbi.withHandle(handle -> handle.createQuery("select * from gateway_limits where owner = :owner")
                .bind("owner", owner.quotaName())
                .map((row, _) -> Own.read(row))
                .findOne()
                .orElse(Own.NONE));
        return new OwnerLimits(
                own.waitingJobs().orElse(usual.waitingJobs()),
                own.bytesADay().orElse(usual.bytesADay()),
                own.minutesAMonth().orElse(usual.minutesAMonth()));
    }

    /** Returns the limits of all accounts that have some, by the account's id. */
    public Map<String, Own> all() {
        return jdbi
                .withHandle(handle -> handle.createQuery("select * from gateway_limits")
                        .map((row, _) -> Map.entry(row.getString("owner"), Own.read(row)))
                        .list())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (_, last) -> last));
    }

    /** Gives limits to an account, instead of those that it had. */
    public void set(AccountId account, Own limits) {
        jdbi.useTransaction(handle -> {
            handle.createUpdate("delete from gateway_limits where owner = :owner")
                    .bind("owner", account.value())
                    .execute();
            if (!limits.equals(Own.NONE)) {
                handle.createUpdate("insert into gateway_limits (owner, waiting_jobs, bytes_a_day, minutes_a_month)"
                                + " values (:owner, :jobs, :bytes, :minutes)")
                        .bind("owner", account.value())
                        .bind("jobs", limits.waitingJobs().orElse(null))
                        .bind("bytes", limits.bytesADay().orElse(null))
                        .bind("minutes", limits.minutesAMonth().orElse(null))
                        .execute();
            }
        });
    }
}
