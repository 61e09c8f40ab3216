package org.soundlift.gateway.admin;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The one sentence that all users see on the page, where there is one. */
final class Announcements {
    private final Jdbi jdbi;
    private final Clock clock;

    Announcements(Jdbi jdbi, Clock clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    record Announcement(String text, Instant at) {}

    Optional<Announcement> present() {
        return jdbi.withHandle(handle -> handle.createQuery("select * from gateway_announcement")
                .map((row, _) ->
                        new Announcement(row.getString("words"), Instant.ofEpochMilli(row.getLong("announced_at"))))
                .findFirst());
    }

    /** @param text empty for no announcement */
    void set(Optional<String> text) {
        jdbi.useTransaction(handle -> {
            handle.execute("delete from gateway_announcement");
            text.ifPresent(words -> handle.createUpdate(
                            "insert into gateway_announcement (id, words, announced_at) values (1, :words, :now)")
                    .bind("words", words)
                    .bind("now", clock.millis())
                    .execute());
        });
    }
}
