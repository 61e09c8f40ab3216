package org.soundlift.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BEGIN;
import static org.soundlift.gateway.LedgerFixture.NOTHING_ARRIVES;
import static org.soundlift.gateway.LedgerFixture.RESULT;
import static org.soundlift.gateway.LedgerFixture.newJob;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.support.SettableClock;

/** What is kept of jobs, and how long: media, renditions, and jobs themselves, on any database. */
abstract class KeepingContract {
    final SettableClock clock = new SettableClock(BEGIN);
    DataSource database;
    Ledger ledger;
    Jobs jobs;

    /** A new, empty database with the tables of the ledger. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        database = newDatabase();
        ledger = ledgerOf(false);
        jobs = ledger.jobs();
    }

    Ledger ledgerOf(boolean anonymousIdsAreKeys) {
        return new Ledger(Jdbi.create(database), clock, anonymousIdsAreKeys);
    }

    Job accept(Owner owner) {
        clock.advance(Duration.ofSeconds(1));
        return accept(ledger, owner, Optional.empty());
    }

    static Job accept(Ledger ledger, Owner owner, Optional<Ledger.RequestKey> key) {
        return ledger.accept(newJob(owner), key);
    }

    static Completed completed(Job job) {
        return new Completed(job.request(), BEGIN, BEGIN.plusSeconds(9), Optional.of(Duration.ofSeconds(3)), RESULT);
    }

    static Failed failed(Job job) {
        return new Failed(
                job.request(), BEGIN, BEGIN.plusSeconds(9), Optional.empty(), Failure.of(FailureCode.NO_AUDIO_TRACK));
    }

    @Test
    void sweeperRemovesWhatIsOverAndWhatBelongsToNobody() throws Exception {
        InMemoryMediaStore store = new InMemoryMediaStore();
        Job done = accept(ADA);
        Job waiting = accept(ADA);
        JobId nobody = JobId.random();
        for (MediaId id :
                List.of(done.id().video(), done.id().mp3(), waiting.id().video(), nobody.video())) {
            try (MediaWriter writer = store.create(id, java.util.OptionalLong.empty())) {
                writer.write(new byte[1]);
                writer.commit();
            }
        }
        ledger.finished(completed(done));
        clock.advance(Duration.between(BEGIN, Instant.now()).plusDays(400));
        try (Sweeper sweeper =
                new Sweeper(ledger, store, clock, Duration.ofDays(395), Duration.ofMinutes(10), NOTHING_ARRIVES)) {
            sweeper.sweep();
            assertThat(store.list(MediaId.Kind.VIDEOS, Instant.MAX))
                    .as("what belongs to nobody gets a second look")
                    .containsExactlyInAnyOrder(waiting.id().video(), nobody.video());
            sweeper.sweep();
            assertThat(store.list(MediaId.Kind.VIDEOS, Instant.MAX))
                    .containsExactly(waiting.id().video());
            assertThat(store.list(MediaId.Kind.MP3S, Instant.MAX)).isEmpty();
        }
        assertThat(jobs.find(ADA, done.id()).map(Job::expired)).isEmpty();
    }

    @Test
    void deletedJobIsForgotten() {
        Job job = accept(ledger, ADA, Optional.of(new Ledger.RequestKey("k", "f")));
        ledger.delete(ADA, job.id());
        assertThat(jobs.find(ADA, job.id())).isEmpty();
        assertThat(ledger.acceptedWith(ADA, "k")).isEmpty();
        assertThat(ledger.finished(completed(job))).isEmpty();
    }

    private Optional<Job> rendition(Job source) {
        Ledger.NewJob request = newJob(ADA);
        return ledger.acceptRendition(
                new Ledger.NewJob(request.id(), ADA, source.video().of(source.videoJob()), request.order()));
    }

    @Test
    void renditionNeedsTheVideoOfItsSourceUntilItEnds() throws Exception {
        Job source = accept(ADA);
        ledger.finished(completed(source));
        Job one = rendition(source).orElseThrow();
        assertThat(jobs.find(ADA, one.id()).orElseThrow()).isEqualTo(one);
        assertThat(one.request().video()).isEqualTo(source.id().video());
        assertThat(one.request().mp3()).isEqualTo(one.id().mp3());
        Job other = rendition(one).orElseThrow();
        assertThat(other.videoJob()).as("the job that came with the video").isEqualTo(source.id());
        InMemoryMediaStore store = new InMemoryMediaStore();
        try (MediaWriter writer = store.create(source.id().video(), java.util.OptionalLong.empty())) {
            writer.write(new byte[1]);
            writer.commit();
        }
        ledger.delete(ADA, source.id());
        Sweeper.delete(source, jobs, store);
        clock.advance(Duration.between(BEGIN, Instant.now()).plusDays(1));
        try (Sweeper sweeper =
                new Sweeper(ledger, store, clock, Duration.ofDays(395), Duration.ofMinutes(10), NOTHING_ARRIVES)) {
            sweeper.sweep();
            sweeper.sweep();
            assertThat(store.list(MediaId.Kind.VIDEOS, Instant.MAX)).hasSize(1);
            ledger.finished(completed(one));
            ledger.finished(completed(other));
            sweeper.sweep();
            sweeper.sweep();
            assertThat(store.list(MediaId.Kind.VIDEOS, Instant.MAX)).isEmpty();
        }
    }

    @Test
    void noRenditionIsAcceptedOfAVideoThatIsNotKept() {
        Job source = accept(ADA);
        ledger.finished(completed(source));
        assertThat(ledger.expire(source.id())).isTrue();
        assertThat(rendition(source)).isEmpty();
        Job deleted = accept(ADA);
        ledger.delete(ADA, deleted.id());
        assertThat(rendition(deleted)).isEmpty();
    }

    @Test
    void renditionCountsLikeAnUpload() {
        Job source = accept(ADA);
        assertThat(rendition(source)).isPresent();
        assertThat(jobs.totals(ADA, BEGIN).bytes()).isEqualTo(2 * source.video().bytes());
        assertThat(jobs.totals(ADA, BEGIN).waiting()).isEqualTo(2);
    }

    @Test
    void renditionIsNotRetriedWithoutItsVideo() {
        Job source = accept(ADA);
        Job again = rendition(source).orElseThrow();
        ledger.finished(failed(again));
        assertThat(ledger.retry(ADA, again.id())).isPresent();
        assertThat(ledger.cancel(ADA, again.id())).isPresent();
        ledger.delete(ADA, source.id());
        assertThat(ledger.retry(ADA, again.id())).isEmpty();
    }
}
