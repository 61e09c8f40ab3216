package org.soundlift.gateway.admin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;

/** The log of what administrators have done. An entry is kept for {@link #KEPT}; nothing changes one. */
public final class AuditLog {
    public static final Duration KEPT = Duration.ofDays(400);

    private static final int LONGEST_SUBJECT = 500;
    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final Jdbi jdbi;
    private final Clock clock;

    public AuditLog(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * Something that was done.
     *
     * @param id sorts by time
     * @param actor e-mail address of the account, or another name of who did it
     * @param action one word for each kind, such as {@code job.retry}
     * @param subject what it was done to
     */
    public record Entry(String id, Instant at, String actor, String action, String subject) {}

    /** Notes something that was done. */
    public void note(String actor, String action, String subject) {
        Instant now = clock.instant();
        String random = UUID.randomUUID().toString().substring(0, 8); // Of this entry among those of other gateways.
        jdbi.useTransaction(handle -> {
            handle.createUpdate("insert into gateway_audit (id, done_at, actor, action, subject)"
                            + " values (:id, :now, :actor, :action, :subject)")
                    .bind("id", "%013d-%010d-%s".formatted(now.toEpochMilli(), SEQUENCE.getAndIncrement(), random))
                    .bind("now", now.toEpochMilli())
                    .bind("actor", actor)
                    .bind("action", action)
                    .bind("subject", subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)))
                    .execute();
            handle.createUpdate("delete from gateway_audit where done_at < :limit")
                    .bind("limit", now.minus(KEPT).toEpochMilli())
                    .execute();
        });
    }

    /**
     * Returns entries, the newest first.
     *
     * @param before only those before the entry of that id
     */
    public List<Entry> list(Optional<String> before, int most) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from gateway_audit where id < :before order by id desc limit :most")
                .bind("before", before.orElse("~"))
                .bind("most", most)
                .map((row, _) -> new Entry(
                        row.getString("id"),
                        Instant.ofEpochMilli(row.getLong("done_at")),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject")))
                .list());
    }
}
