package org.soundlift.auth.token;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Sessions that were ended before their tokens are: remembered for as long as such a token could be good. */
public final class RevokedSessions {
    private final Jdbi jdbi;
    private final Duration memory;
    private final Clock clock;

    public RevokedSessions(Jdbi jdbi, Duration memory, Clock clock) {
        this.jdbi = jdbi;
        this.memory = memory;
        this.clock = clock;
    }

    /** Ends a session, once and for all. */
    public void revoke(String sid) {
        try {
            jdbi.useHandle(handle -> handle.createUpdate(
                            "insert into auth_revoked_session (sid, revoked_at) values (:sid, :now)")
                    .bind("sid", sid)
                    .bind("now", clock.millis())
                    .execute());
        } catch (UnableToExecuteStatementException e) {
            if (!isRevoked(sid)) {
                throw e;
            }
        }
    }

    public boolean isRevoked(String sid) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from auth_revoked_session where sid = :sid")
                                .bind("sid", sid)
                                .mapTo(Long.class)
                                .one()
                        > 0);
    }

    /** All that matter. */
    public Set<String> all() {
        return jdbi.withHandle(
                handle -> handle.createQuery("select sid from auth_revoked_session where revoked_at >= :limit")
                        .bind("limit", clock.millis() - memory.toMillis())
                        .mapTo(String.class)
                        .collect(java.util.stream.Collectors.toCollection(HashSet::new)));
    }

    /** Removes those that no longer matter. */
    public void forgetOld() {
        jdbi.useHandle(handle -> handle.createUpdate("delete from auth_revoked_session where revoked_at < :limit")
                .bind("limit", clock.millis() - memory.toMillis())
                .execute());
    }
}
