package org.soundlift.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BOB;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.queue.RecordingWorkQueue;
import org.soundlift.core.support.SettableClock;
import org.soundlift.gateway.relay.KnownConverters;
import org.soundlift.gateway.relay.Lease;
import org.soundlift.gateway.relay.OutboxRelay;

/** The contract of the relay and its lease on every database. */
abstract class RelayContract extends KeepingContract {
    private record Slots(int slots) implements KnownConverters {
        @Override
        public boolean workOn(JobId job) {
            return false;
        }
    }

    @Test
    void relayPublishesWhatIsWantedInOrderAndOnce() throws Exception {
        Job first = accept(ADA);
        Job unwanted = accept(ADA);
        Job last = accept(ADA);
        ledger.cancel(ADA, unwanted.id());
        RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
        try (OutboxRelay relay = new OutboxRelay(Jdbi.create(database), jobs, video, new Slots(2), clock)) {
            ledger.listen(relay);
            relay.start();
            await().until(() -> video.waiting() == 2);
            assertThat(video.published()).containsExactly(first.request(), last.request());
            Job retried = ledger.retry(ADA, unwanted.id()).orElseThrow();
            await().until(() -> video.waiting() == 3);
            assertThat(video.published().getLast()).isEqualTo(retried.request());
        }
    }

    /** Has a relay publish so many jobs. Returns them in their order. */
    private List<ConversionRequested> published(int count) {
        RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
        try (OutboxRelay relay = new OutboxRelay(Jdbi.create(database), jobs, video, new Slots(2), clock)) {
            relay.start();
            await().until(() -> video.waiting() == count);
        }
        return video.published();
    }

    @Test
    void ownersAreServedInTurn() throws Exception {
        List<Job> many = List.of(accept(ADA), accept(ADA), accept(ADA), accept(ADA));
        List<Job> few = List.of(accept(BOB), accept(BOB));
        assertThat(jobs.queuePosition(few.getFirst())).isEqualTo(2);
        assertThat(jobs.queuePosition(few.getLast())).isEqualTo(4);
        assertThat(jobs.queuePosition(many.getLast())).isEqualTo(6);
        assertThat(published(6))
                .containsExactly(
                        many.get(0).request(),
                        few.get(0).request(),
                        many.get(1).request(),
                        few.get(1).request(),
                        many.get(2).request(),
                        many.get(3).request());
    }

    @Test
    void canceledJobsAreNoTurns() throws Exception {
        List<Job> canceled = List.of(accept(ADA), accept(ADA), accept(ADA));
        Job wanted = accept(ADA);
        List<Job> others = List.of(accept(BOB), accept(BOB));
        canceled.forEach(job -> ledger.cancel(ADA, job.id()));
        assertThat(outbox()).isEqualTo(3);
        assertThat(published(3))
                .containsExactly(
                        wanted.request(),
                        others.getFirst().request(),
                        others.getLast().request());
    }

    @Test
    void queueIsKeptShortSoThatAnUrgentJobIsSoon() throws Exception {
        for (int i = 0; i < 10; i++) {
            accept(ADA);
        }
        Job urgent = accept(ADA);
        RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
        video.fill();
        try (OutboxRelay relay = new OutboxRelay(Jdbi.create(database), jobs, video, new Slots(3), clock)) {
            ledger.listen(relay);
            relay.start();
            await().until(() -> video.waiting() == 6);
            assertThat(ledger.putFirst(urgent.id())).isTrue();
            assertThat(ledger.putFirst(new JobId("0".repeat(32)))).isFalse();
            await().pollDelay(Duration.ofMillis(1_500)).until(() -> video.waiting() == 6);
            video.lose();
            await().until(() -> video.waiting() == 5);
        }
        assertThat(video.published().getFirst()).isEqualTo(urgent.request());
    }

    @Test
    void ofTwoRelaysOneWorksUntilItIsClosed() throws Exception {
        RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
        Ledger elsewhere = ledgerOf(false);
        List<ConversionRequested> expected = new ArrayList<>();
        try (OutboxRelay second =
                new OutboxRelay(Jdbi.create(database), elsewhere.jobs(), video, new Slots(2), Clock.systemUTC())) {
            try (OutboxRelay first =
                    new OutboxRelay(Jdbi.create(database), jobs, video, new Slots(2), Clock.systemUTC())) {
                first.start();
                second.start();
                for (int i = 0; i < 50; i++) {
                    Job job = accept(ADA);
                    expected.add(job.request());
                    (i % 2 == 0 ? first : second).changed(job, LedgerListener.Change.ACCEPTED);
                }
                await().until(() -> video.waiting() >= 50 && outbox() == 0);
            }
            expected.add(accept(ADA).request());
            await().until(() -> video.waiting() >= 51);
        }
        assertThat(video.published()).containsExactlyElementsOf(expected);
    }

    private int outbox() {
        return Jdbi.create(database)
                .withHandle(handle -> handle.createQuery("select count(*) from gateway_outbox")
                        .mapTo(Integer.class)
                        .one());
    }

    @Test
    void leaseOfADeadGatewayEnds() {
        Lease first = new Lease(Jdbi.create(database), clock, "outbox");
        Lease second = new Lease(Jdbi.create(database), clock, "outbox");
        assertThat(first.isHeld()).isTrue();
        assertThat(second.isHeld()).isFalse();
        clock.advance(Duration.ofSeconds(8));
        assertThat(first.isHeld()).isTrue();
        clock.advance(Duration.ofSeconds(8));
        assertThat(second.isHeld()).isFalse();
        clock.advance(Duration.ofSeconds(8));
        assertThat(second.isHeld()).isTrue();
        assertThat(first.isHeld()).isFalse();
    }

    @Test
    void leaseOfAWrongClockHoldsNobodyUp() {
        SettableClock wrong = new SettableClock(clock.instant().plus(Duration.ofHours(1)));
        assertThat(new Lease(Jdbi.create(database), wrong, "outbox").isHeld()).isTrue();
        assertThat(new Lease(Jdbi.create(database), clock, "outbox").isHeld()).isTrue();
    }

    @Test
    void jobsTakenAtTheSameMomentByTwoGatewaysAreBothPublished() throws Exception {
        Ledger elsewhere = ledgerOf(false);
        Job here = accept(ledger, ADA, Optional.empty());
        Job there = accept(elsewhere, ADA, Optional.empty());
        assertThat(published(2)).containsExactlyInAnyOrder(here.request(), there.request());
    }

    @Test
    void ordersThatTheQueueHasLostAreGivenAgain() throws Exception {
        RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
        Job begun = accept(ADA);
        Job waiting = accept(ADA);
        try (OutboxRelay relay = new OutboxRelay(Jdbi.create(database), jobs, video, new Slots(2), clock)) {
            relay.start();
            await().until(() -> video.waiting() == 2);
            ledger.started(new ConversionProgress(begun.id(), 1, clock.instant(), 0.1, Optional.empty()));
            clock.advance(Duration.ofMinutes(3));
            await().pollDelay(Duration.ofSeconds(2)).until(() -> video.waiting() == 2); // None is lost.
            video.lose();
            for (int look = 0; look < 3; look++) {
                clock.advance(Duration.ofSeconds(61));
                await().pollDelay(Duration.ofMillis(1_500)).until(() -> true);
            }
            await().untilAsserted(() -> assertThat(video.published()).containsExactly(waiting.request()));
        }
    }
}
