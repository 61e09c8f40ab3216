package org.soundlift.gateway.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BEGIN;
import static org.soundlift.gateway.LedgerFixture.BOB;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.PartialMedia;
import org.soundlift.core.support.SettableClock;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.Sweeper;

/** Uploads in pieces, on every database. */
abstract class ArrivalsContract {
    private final SettableClock clock = new SettableClock(BEGIN);
    private Jdbi jdbi;
    private Arrivals arrivals;

    /** A new database with the tables of the ledger. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        jdbi = Jdbi.create(newDatabase());
        arrivals = new Arrivals(jdbi, clock, true);
    }

    @Test
    void uploadIsFoundByItsOwner() {
        Arrival begun = arrivals.begin(ADA, 5_000_000_000L, "filename Zm9v");
        assertThat(arrivals.find(ADA, begun.id())).contains(begun);
        assertThat(arrivals.find(BOB, begun.id())).isEmpty();
        assertThat(begun.expires()).isEqualTo(BEGIN.plus(Arrivals.KEPT));
    }

    @Test
    void idIsTheKeyToAnUploadOfNobody() {
        Arrival begun = arrivals.begin(new Owner.Visitor("one"), 5, "");
        assertThat(arrivals.find(new Owner.Visitor("two"), begun.id())).contains(begun);
    }

    @Test
    void oneWritesAtATime() {
        Arrival begun = arrivals.begin(ADA, 5, "");
        clock.advance(Duration.ofHours(1));
        assertThat(arrivals.take(begun.id(), "one")).isTrue();
        assertThat(arrivals.take(begun.id(), "two")).isFalse();
        assertThat(arrivals.renew(begun.id(), "two")).isFalse();
        assertThat(arrivals.renew(begun.id(), "one")).isTrue();
        arrivals.release(begun.id(), "two");
        assertThat(arrivals.take(begun.id(), "two")).isFalse();
        arrivals.release(begun.id(), "one");
        assertThat(arrivals.renew(begun.id(), "one")).as("it was given back").isFalse();
        assertThat(arrivals.take(begun.id(), "two")).isTrue();
        clock.advance(Arrivals.WRITER_LIVES.plusMillis(1));
        assertThat(arrivals.take(begun.id(), "three")).as("two has died").isTrue();
        assertThat(arrivals.renew(begun.id(), "two")).isFalse();
        assertThat(arrivals.extend(begun.id())).isEqualTo(clock.instant().plus(Arrivals.KEPT));
    }

    @Test
    void bytesUnderWayAreThoseOfUnfinishedUploads() {
        Arrival done = arrivals.begin(ADA, 100, "");
        arrivals.begin(ADA, 1_000, "");
        arrivals.begin(BOB, 10_000, "");
        arrivals.begin(new Owner.Visitor("one"), 5, "");
        arrivals.begin(new Owner.Anonymous(), 6, "");
        assertThat(arrivals.countUnderWay(ADA)).isEqualTo(2);
        assertThat(arrivals.done(done.id())).isTrue();
        assertThat(arrivals.countUnderWay(ADA)).isOne();
        assertThat(arrivals.bytesUnderWay(ADA)).isEqualTo(1_000);
        assertThat(arrivals.bytesUnderWay(new Owner.Visitor("two")))
                .as("of all without an account")
                .isEqualTo(11);
        clock.advance(Arrivals.KEPT);
        assertThat(arrivals.bytesUnderWay(ADA)).isZero();
    }

    @Test
    void forgottenUploadLeavesNothing() throws Exception {
        MediaStore store = new InMemoryMediaStore();
        Arrival old = arrivals.begin(ADA, 100, "");
        Arrival written = arrivals.begin(ADA, 100, "");
        for (Arrival arrival : List.of(old, written)) {
            try (PartialMedia media = store.resume(arrival.video(), 100)) {
                media.write(new byte[10]);
            }
        }
        clock.advance(Duration.ofHours(1));
        arrivals.extend(written.id());
        clock.advance(Arrivals.KEPT.minusMinutes(30));
        Ledger ledger = new Ledger(jdbi, clock, true);
        try (Sweeper sweeper =
                new Sweeper(ledger, store, clock, Duration.ofDays(1), Duration.ofMinutes(10), arrivals)) {
            sweeper.sweep();
        }
        assertThat(store.arrived(old.video())).isZero();
        assertThat(store.arrived(written.video())).isEqualTo(10);
        assertThat(arrivals.find(ADA, old.id())).isEmpty();
        assertThat(arrivals.isAwaited(written.video())).isTrue();
        assertThat(arrivals.isAwaited(old.video())).isFalse();
    }
}
