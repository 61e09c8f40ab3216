package org.soundlift.gateway.tus;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.OwnerColumn;
import org.soundlift.gateway.ledger.Sweeper;

/** The uploads that arrive in pieces, in the database that all gateways share. */
public final class Arrivals implements Sweeper.Arriving {
    /** An upload of which no more comes for so long is forgotten. */
    static final Duration KEPT = Duration.ofHours(24);
    /** A writer that has not said for so long that it lives is dead. */
    static final Duration WRITER_LIVES = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final int SOME = 1_000;

    private final Jdbi jdbi;
    private final Clock clock;
    private final String reachable;

    /** @param anonymousIdsAreKeys true if the id of an upload that belongs to no account is the key to it */
    public Arrivals(Jdbi jdbi, Clock clock, boolean anonymousIdsAreKeys) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.reachable = anonymousIdsAreKeys ? OwnerColumn.OWN_OR_ANONYMOUS : OwnerColumn.OWN;
    }

    /** Notes a new upload, of which nothing is here yet. */
    Arrival begin(Owner owner, long bytes, String metadata) {
        Instant now = clock.instant();
        Arrival arrival = new Arrival(JobId.random(), owner, bytes, metadata, now.plus(KEPT), false);
        jdbi.useHandle(handle -> handle.createUpdate("insert into gateway_upload (upload_id, owner, username, bytes,"
                        + " metadata, created_at, expires_at, done, writer, writes_until)"
                        + " values (:id, :owner, :username, :bytes, :metadata, :now, :expires, 0, '', 0)")
                .bind("id", arrival.id().value())
                .bind("owner", owner.id())
                .bind("username", owner.username())
                .bind("bytes", bytes)
                .bind("metadata", metadata)
                .bind("now", now.toEpochMilli())
                .bind("expires", arrival.expires().toEpochMilli())
                .execute());
        return arrival;
    }

    Optional<Arrival> find(Owner owner, JobId id) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from gateway_upload where upload_id = :id and expires_at > :now and " + reachable)
                .bind("id", id.value())
                .bind("now", clock.millis())
                .bind("owner", owner.id())
                .map((row, _) -> read(row))
                .findOne());
    }

    private static Arrival read(ResultSet row) throws SQLException {
        return new Arrival(
                new JobId(row.getString("upload_id")),
                OwnerColumn.read(row.getString("owner"), row.getString("username")),
                row.getLong("bytes"),
                row.getString("metadata"),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                row.getInt("done") == 1);
    }

    /** Takes the right to write an upload. Returns false if another request has it. */
    boolean take(JobId id, String writer) {
        return change("writer = :writer, writes_until = :until", "writes_until < :now", id, writer);
    }

    /** Keeps the right. Returns false if another request may have it. */
    boolean renew(JobId id, String writer) {
        return change("writes_until = :until", "writer = :writer", id, writer);
    }

    private boolean change(String what, String condition, JobId id, String writer) {
        Instant now = clock.instant();
        int changed = jdbi.withHandle(handle -> handle.createUpdate(
                        "update gateway_upload set " + what + " where upload_id = :id and " + condition)
                .bind("id", id.value())
                .bind("writer", writer)
                .bind("until", now.plus(WRITER_LIVES).toEpochMilli())
                .bind("now", now.toEpochMilli())
                .execute());
        return changed == 1;
    }

    /** Gives the right to write back. */
    void release(JobId id, String writer) {
        jdbi.useHandle(handle -> handle.createUpdate("update gateway_upload set writer = '', writes_until = 0"
                        + " where upload_id = :id and writer = :writer")
                .bind("id", id.value())
                .bind("writer", writer)
                .execute());
    }

    /** More has come. Returns when the upload is forgotten now. */
    Instant extend(JobId id) {
        Instant expires = clock.instant().plus(KEPT);
        jdbi.useHandle(
                handle -> handle.createUpdate("update gateway_upload set expires_at = :expires where upload_id = :id")
                        .bind("id", id.value())
                        .bind("expires", expires.toEpochMilli())
                        .execute());
        return expires;
    }

    /** Notes that it is a job now. Returns false if it was deleted meanwhile. */
    boolean done(JobId id) {
        return jdbi.withHandle(handle -> handle.createUpdate("update gateway_upload set done = 1 where upload_id = :id")
                        .bind("id", id.value())
                        .execute())
                == 1;
    }

    void delete(JobId id) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from gateway_upload where upload_id = :id")
                .bind("id", id.value())
                .execute());
    }

    /** Returns some of those that are to be forgotten. */
    List<Arrival> expired() {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from gateway_upload where expires_at <= :now and writes_until < :now limit :some")
                .bind("now", clock.millis())
                .bind("some", SOME)
                .map((row, _) -> read(row))
                .list());
    }

    @Override
    public void forgetOld(MediaStore store) {
        for (List<Arrival> some = expired(); !some.isEmpty(); some = expired()) {
            for (Arrival arrival : some) {
                delete(arrival.id());
                if (!arrival.isDone()) {
                    discard(store, arrival);
                }
            }
        }
    }

    /** What can't be removed now is no longer awaited, and goes with the next unfinished media. */
    private static void discard(MediaStore store, Arrival arrival) {
        try {
            store.discard(arrival.video());
        } catch (IOException e) {
            LOG.warn("Could not remove what has arrived of upload {}", arrival.id(), e);
        }
    }

    /** Returns how many uploads an owner has begun that are no jobs yet. */
    int countUnderWay(Owner owner) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from gateway_upload where "
                        + OwnerColumn.SHARE + " and expires_at > :now and done = 0")
                .bind("from", owner.quotaName())
                .bind("to", OwnerColumn.shareTo(owner))
                .bind("now", clock.millis())
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public boolean isAwaited(MediaId media) {
        return media.kind() == MediaId.Kind.VIDEOS
                && jdbi.withHandle(handle -> handle.createQuery(
                                        "select count(*) from gateway_upload where upload_id = :id and expires_at > :now and done = 0")
                                .bind("id", media.value())
                                .bind("now", clock.millis())
                                .mapTo(Integer.class)
                                .one()
                        > 0);
    }

    /** Returns the announced bytes of the uploads that an owner has begun and that are no jobs yet. */
    public long bytesUnderWay(Owner owner) {
        return jdbi.withHandle(handle -> handle.createQuery("select coalesce(sum(bytes), 0) from gateway_upload where "
                        + OwnerColumn.SHARE + " and expires_at > :now and done = 0")
                .bind("from", owner.quotaName())
                .bind("to", OwnerColumn.shareTo(owner))
                .bind("now", clock.millis())
                .mapTo(Long.class)
                .one());
    }
}
