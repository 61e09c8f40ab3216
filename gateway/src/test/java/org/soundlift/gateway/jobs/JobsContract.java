package org.soundlift.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.media.Mp3Encoder;
import org.soundlift.core.media.Mp3Summary;
import org.soundlift.core.queue.RecordingWorkQueue;
import org.soundlift.core.support.SettableClock;

/** What the ledger must do on every database. */
abstract class JobsContract {
    private static final Owner ADA = new Owner("a".repeat(32), "ada@example.org");
    private static final Owner BOB = new Owner("b".repeat(32), "bob@example.org");
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final Job.Source SOURCE = new Job.Source("Zażółć 🎵.mp4", 1_234, Optional.empty());
    private static final Mp3Summary RESULT = new Mp3Summary(
            99,
            Duration.ofMillis(2_500),
            190_000,
            44_100,
            2,
            Mp3Encoder.LAME,
            Optional.of("ffmpeg 7.1"),
            "ab".repeat(32));

    private final SettableClock clock = new SettableClock(BEGIN);
    private DataSource database;
    private Jobs jobs;

    /** A new, empty database with the tables of the ledger. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = newDatabase();
        jobs = new Jobs(Jdbi.create(database), clock, false);
    }

    private Job accept(Owner owner) {
        clock.advance(Duration.ofSeconds(1));
        return jobs.accept(JobId.random(), owner, SOURCE, AudioOptions.DEFAULT, Optional.empty(), Optional.empty());
    }

    private static Completed completed(Job job) {
        return new Completed(job.request(), BEGIN, BEGIN.plusSeconds(9), Optional.of(Duration.ofSeconds(3)), RESULT);
    }

    private static Failed failed(Job job) {
        return new Failed(
                job.request(), BEGIN, BEGIN.plusSeconds(9), Optional.empty(), Failure.of(FailureCode.NO_AUDIO_TRACK));
    }

    @Test
    void acceptedJobIsFoundByItsOwnerOnly() {
        Job job = accept(ADA);
        assertThat(jobs.find(ADA, job.id())).contains(job);
        assertThat(jobs.find(BOB, job.id())).isEmpty();
        assertThat(jobs.list(Optional.of(BOB), Optional.empty(), Optional.empty(), 10))
                .isEmpty();
        assertThat(jobs.changedSince(BOB, 0, 10)).isEmpty();
    }

    private JobTotals totals(Owner owner, Instant since) {
        return JobTotals.of(Jdbi.create(database), owner, since);
    }

    /** All who have no account have one share together. */
    @Test
    void totalsAreThoseOfOneOwner() {
        Job old = accept(ADA);
        Instant later = clock.instant().plusMillis(1);
        Job job = accept(ADA);
        jobs.finished(completed(old));
        accept(BOB);
        accept(Owner.ANONYMOUS);
        accept(Owner.visitor("f".repeat(32)));
        accept(Owner.visitor("0".repeat(32)));
        Optional<Instant> made = Optional.of(job.times().createdAt());
        assertThat(totals(ADA, later)).isEqualTo(new JobTotals(1, SOURCE.bytes(), made));
        assertThat(totals(ADA, BEGIN).bytes()).isEqualTo(2 * SOURCE.bytes());
        assertThat(totals(Owner.visitor("7".repeat(32)), BEGIN).waiting()).isEqualTo(3);
        assertThat(totals(Owner.ANONYMOUS, BEGIN).bytes()).isEqualTo(3 * SOURCE.bytes());
        assertThat(totals(new Owner("c".repeat(32), "c@example.org"), BEGIN))
                .isEqualTo(new JobTotals(0, 0, Optional.empty()));
    }

    @Test
    void strangersCanDoNothingWithAJob() {
        Job job = accept(ADA);
        assertThat(jobs.cancel(BOB, job.id())).isEmpty();
        jobs.finished(failed(job));
        assertThat(jobs.retry(BOB, job.id())).isEmpty();
        jobs.delete(BOB, job.id());
        assertThat(jobs.find(ADA, job.id()).map(Job::status)).contains(JobStatus.FAILED);
        assertThat(jobs.list(Optional.empty(), Optional.empty(), Optional.empty(), 10))
                .hasSize(1);
    }

    @Test
    void anonymousJobIsOfThoseWhoKnowItsIdIfThatIsAllowed() {
        Jobs open = new Jobs(Jdbi.create(database), clock, true);
        Job job = accept(Owner.visitor("v1"));
        Job ofAccount = accept(ADA);
        assertThat(open.find(BOB, job.id())).contains(job);
        assertThat(open.find(Owner.visitor("v2"), job.id())).contains(job);
        assertThat(open.find(Owner.visitor("v2"), ofAccount.id())).isEmpty();
        assertThat(open.list(Optional.of(Owner.visitor("v2")), Optional.empty(), Optional.empty(), 10))
                .isEmpty();
        assertThat(open.list(Optional.of(Owner.visitor("v1")), Optional.empty(), Optional.empty(), 10))
                .containsExactly(job);
        assertThat(jobs.find(BOB, job.id())).isEmpty();
        assertThat(open.cancel(BOB, job.id())).isPresent();
    }

    @Test
    void namesAndKeysAreComparedToTheLetter() {
        Job.Source source = new Job.Source("NAÏVE.mp4", 1, Optional.empty());
        Job lower =
                jobs.accept(JobId.random(), ADA, source, AudioOptions.DEFAULT, Optional.empty(), Optional.of("key"));
        Job upper =
                jobs.accept(JobId.random(), ADA, source, AudioOptions.DEFAULT, Optional.empty(), Optional.of("KEY"));
        assertThat(upper).isNotEqualTo(lower);
        assertThat(jobs.find(new Owner("A".repeat(32), "x"), lower.id())).isEmpty();
    }

    @Test
    void keyOfAnOwnerStandsForOneJobForADay() {
        Job first = jobs.accept(JobId.random(), ADA, SOURCE, AudioOptions.DEFAULT, Optional.empty(), Optional.of("k"));
        assertThat(jobs.accept(JobId.random(), ADA, SOURCE, AudioOptions.DEFAULT, Optional.empty(), Optional.of("k")))
                .isEqualTo(first);
        assertThat(jobs.findByKey(ADA, "k")).contains(first);
        assertThat(jobs.findByKey(BOB, "k")).isEmpty();
        assertThat(jobs.list(Optional.of(ADA), Optional.empty(), Optional.empty(), 10))
                .hasSize(1);
        clock.advance(Duration.ofHours(25));
        assertThat(jobs.findByKey(ADA, "k")).isEmpty();
        assertThat(jobs.accept(JobId.random(), ADA, SOURCE, AudioOptions.DEFAULT, Optional.empty(), Optional.of("k")))
                .isNotEqualTo(first);
    }

    @Test
    void firstFinalStateStays() {
        Job job = accept(ADA);
        Job done = jobs.finished(completed(job)).orElseThrow();
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.result()).contains(RESULT);
        assertThat(done.source().duration()).contains(Duration.ofSeconds(3));
        assertThat(jobs.finished(failed(job))).isEmpty();
        assertThat(jobs.cancel(ADA, job.id())).isEmpty();
        assertThat(jobs.retry(ADA, job.id())).isEmpty();
        assertThat(jobs.find(ADA, job.id())).contains(done);
    }

    @Test
    void startIsNotedOnce() {
        Job job = accept(ADA);
        ConversionProgress progress =
                new ConversionProgress(job.id(), 1, BEGIN, 0.1, Optional.of(Duration.ofSeconds(7)));
        Job started = jobs.started(progress).orElseThrow();
        assertThat(started.status()).isEqualTo(JobStatus.PROCESSING);
        assertThat(started.revision()).isGreaterThan(job.revision());
        assertThat(jobs.started(progress)).isEmpty();
        assertThat(jobs.finished(failed(job)).orElseThrow().source().duration()).contains(Duration.ofSeconds(7));
    }

    @Test
    void retryIsANewAttemptThatEndingsOfTheOldOneDoNotTouch() {
        Job job = accept(ADA);
        jobs.finished(failed(job));
        Job retried = jobs.retry(ADA, job.id()).orElseThrow();
        assertThat(retried.attempt()).isEqualTo(2);
        assertThat(retried.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(retried.failure()).isEmpty();
        assertThat(jobs.finished(failed(job))).isEmpty();
        assertThat(jobs.finished(completed(retried)).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void queuePositionsCountThoseWhoWait() {
        Job first = accept(ADA);
        Job second = accept(BOB);
        Job third = accept(ADA);
        assertThat(jobs.queuePosition(third)).isEqualTo(3);
        jobs.finished(completed(first));
        assertThat(jobs.queuePosition(second)).isOne();
        assertThat(jobs.queuePosition(third)).isEqualTo(2);
    }

    @Test
    void listsArePagedNewestFirst() {
        List<Job> all = List.of(accept(ADA), accept(ADA), accept(ADA)).reversed();
        assertThat(jobs.list(Optional.of(ADA), Optional.empty(), Optional.empty(), 2))
                .isEqualTo(all.subList(0, 2));
        assertThat(jobs.list(Optional.of(ADA), Optional.empty(), Optional.of(JobCursor.behind(all.get(1))), 2))
                .isEqualTo(all.subList(2, 3));
        jobs.cancel(ADA, all.get(0).id());
        assertThat(jobs.list(Optional.of(ADA), Optional.of(JobStatus.CANCELED), Optional.empty(), 5))
                .hasSize(1);
        assertThat(jobs.list(Optional.of(ADA), Optional.of(JobStatus.QUEUED), Optional.empty(), 5))
                .hasSize(2);
    }

    @Test
    void changesAreToldInOrder() {
        Job first = accept(ADA);
        Job second = accept(ADA);
        long before = second.revision();
        jobs.cancel(ADA, first.id());
        assertThat(jobs.changedSince(ADA, before, 10)).extracting(Job::id).containsExactly(first.id());
        assertThat(jobs.changedSince(ADA, 0, 10)).extracting(Job::id).containsExactly(second.id(), first.id());
    }

    @Test
    void relayPublishesWhatIsWantedInOrderAndOnce() throws Exception {
        Job first = accept(ADA);
        Job unwanted = accept(ADA);
        Job last = accept(ADA);
        jobs.cancel(ADA, unwanted.id());
        RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
        try (OutboxRelay relay = new OutboxRelay(Jdbi.create(database), jobs, video, clock)) {
            relay.start();
            relay.wake();
            await().until(() -> video.waiting() == 2);
            assertThat(video.published()).containsExactly(first.request(), last.request());
            Job retried = jobs.retry(ADA, unwanted.id()).orElseThrow();
            relay.wake();
            await().until(() -> video.waiting() == 3);
            assertThat(video.published().getLast()).isEqualTo(retried.request());
        }
    }

    @Test
    void ofTwoRelaysOneWorksUntilItIsClosed() throws Exception {
        RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
        Jobs elsewhere = new Jobs(Jdbi.create(database), clock, false);
        List<ConversionRequested> expected = new ArrayList<>();
        try (OutboxRelay second = new OutboxRelay(Jdbi.create(database), elsewhere, video, Clock.systemUTC())) {
            try (OutboxRelay first = new OutboxRelay(Jdbi.create(database), jobs, video, Clock.systemUTC())) {
                first.start();
                second.start();
                for (int i = 0; i < 50; i++) {
                    expected.add(accept(ADA).request());
                    (i % 2 == 0 ? first : second).wake();
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
    void jobsTakenAtTheSameMomentByTwoGatewaysAreBothPublished() throws Exception {
        Jobs elsewhere = new Jobs(Jdbi.create(database), clock, false);
        Job here = jobs.accept(JobId.random(), ADA, SOURCE, AudioOptions.DEFAULT, Optional.empty(), Optional.empty());
        Job there =
                elsewhere.accept(JobId.random(), ADA, SOURCE, AudioOptions.DEFAULT, Optional.empty(), Optional.empty());
        RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
        try (OutboxRelay relay = new OutboxRelay(Jdbi.create(database), jobs, video, clock)) {
            relay.start();
            await().until(() -> video.waiting() == 2);
        }
        assertThat(video.published()).containsExactlyInAnyOrder(here.request(), there.request());
    }

    @Test
    void sweeperRemovesWhatIsOverAndWhatBelongsToNobody() throws Exception {
        InMemoryMediaStore store = new InMemoryMediaStore();
        Job done = accept(ADA);
        Job waiting = accept(ADA);
        JobId nobody = JobId.random();
        for (MediaId id : List.of(done.video(), done.mp3(), waiting.video(), MediaId.videoOf(nobody))) {
            try (MediaWriter writer = store.create(id, java.util.OptionalLong.empty())) {
                writer.write(new byte[1]);
                writer.commit();
            }
        }
        jobs.finished(completed(done));
        clock.advance(Duration.between(BEGIN, Instant.now()).plusDays(400));
        try (Sweeper sweeper = new Sweeper(jobs, store, clock, Duration.ofDays(395), Duration.ofMinutes(10))) {
            sweeper.sweep();
            assertThat(store.list(MediaId.Kind.VIDEOS, Instant.MAX))
                    .as("what belongs to nobody gets a second look")
                    .containsExactlyInAnyOrder(waiting.video(), MediaId.videoOf(nobody));
            sweeper.sweep();
            assertThat(store.list(MediaId.Kind.VIDEOS, Instant.MAX)).containsExactly(waiting.video());
            assertThat(store.list(MediaId.Kind.MP3S, Instant.MAX)).isEmpty();
        }
        assertThat(jobs.find(ADA, done.id()).map(Job::expired)).isEmpty();
    }

    @Test
    void deletedJobIsForgotten() {
        Job job = jobs.accept(JobId.random(), ADA, SOURCE, AudioOptions.DEFAULT, Optional.empty(), Optional.of("k"));
        jobs.delete(ADA, job.id());
        assertThat(jobs.find(ADA, job.id())).isEmpty();
        assertThat(jobs.findByKey(ADA, "k")).isEmpty();
        assertThat(jobs.finished(completed(job))).isEmpty();
    }
}
