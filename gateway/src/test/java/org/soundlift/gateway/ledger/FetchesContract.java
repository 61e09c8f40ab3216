package org.soundlift.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BEGIN;
import static org.soundlift.gateway.LedgerFixture.BOB;
import static org.soundlift.gateway.LedgerFixture.ORDER;
import static org.soundlift.gateway.LedgerFixture.newJob;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.support.SettableClock;
import org.soundlift.gateway.ledger.LedgerListener.Change;

/** Jobs whose videos are fetched, on every database. */
abstract class FetchesContract {
    private static final WebUrl URL = new WebUrl("https://example.org/a.mp4?signature=%2B");

    private final SettableClock clock = new SettableClock(BEGIN);
    private final List<Change> changes = new ArrayList<>();
    private Jdbi jdbi;
    private Ledger ledger;
    private Fetches fetches;

    /** A new database with the tables of the ledger. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void open() throws Exception {
        jdbi = Jdbi.create(newDatabase());
        ledger = new Ledger(jdbi, clock, true);
        ledger.listen((_, change) -> changes.add(change));
        fetches = new Fetches(jdbi, ledger, clock);
    }

    private Job accepted() {
        return ledger.accept(
                new Ledger.NewJob(JobId.random(), ADA, new Job.Video("a.mp4", URL), ORDER), Optional.empty());
    }

    private List<JobId> published() {
        return jdbi.withHandle(handle -> handle.createQuery("select job_id from gateway_outbox order by id")
                .map((row, _) -> new JobId(row.getString("job_id")))
                .list());
    }

    private Job find(Job job) {
        return ledger.jobs().find(job.id()).orElseThrow();
    }

    @Test
    void jobIsPublishedWhenItsVideoIsHere() {
        Job job = accepted();
        ledger.accept(newJob(ADA), Optional.empty());
        assertThat(fetches.waiting(10)).containsExactly(job);
        assertThat(published()).doesNotContain(job.id());
        assertThat(fetches.take(job, "one")).isTrue();
        assertThat(fetches.waiting(10)).isEmpty();

        Job half = fetches.progressed(job, "one", 50, 100).orElseThrow();
        assertThat(half.video().fetch()).contains(new Job.Fetch(URL, 50, 1));
        assertThat(half.video().bytes()).isEqualTo(100);
        Job.Original original = new Job.Original(5_000, Optional.of(7.5), Optional.of(0.0));
        Job here = fetches.arrived(job, "one", new Job.Video("b.mp4", 120, Optional.of(original)))
                .orElseThrow();
        assertThat(here.video()).isEqualTo(new Job.Video("b.mp4", 120, Optional.of(original)));
        assertThat(here).isEqualTo(find(job));
        assertThat(published()).contains(job.id());
        assertThat(fetches.progressed(job, "one", 60, 100)).isEmpty();
        assertThat(fetches.renew(job, "one")).isFalse();
        assertThat(changes).containsExactly(Change.ACCEPTED, Change.ACCEPTED, Change.FETCHING, Change.FETCHED);
    }

    @Test
    void anotherBeginsWhereAFetcherHasDied() {
        Job job = accepted();
        assertThat(fetches.take(job, "one")).isTrue();
        assertThat(fetches.take(job, "two")).isFalse();
        clock.advance(Fetches.FETCHER_LIVES.minusSeconds(1));
        assertThat(fetches.renew(job, "one")).isTrue();
        clock.advance(Fetches.FETCHER_LIVES.minusSeconds(1));
        assertThat(fetches.waiting(10)).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(fetches.waiting(10)).hasSize(1);
        assertThat(fetches.take(job, "two")).isTrue();
        assertThat(fetches.renew(job, "one")).isFalse();
        assertThat(fetches.arrived(job, "one", job.video())).isEmpty();
        fetches.release(job, "one", Duration.ZERO);
        assertThat(fetches.waiting(10)).isEmpty();
        fetches.release(job, "two", Duration.ZERO);
        clock.advance(Duration.ofMillis(1));
        assertThat(fetches.waiting(10)).hasSize(1);
    }

    @Test
    void failedFetchIsRetriedFromTheBeginning() {
        Job job = accepted();
        fetches.take(job, "one");
        fetches.progressed(job, "one", 50, 100);
        Failure failure = new Failure(FailureCode.URL_UNREACHABLE, "It answers 404.");
        Job failed = ledger.finished(
                        new ConversionFinished.Failed(job.request(), BEGIN, BEGIN, Optional.empty(), failure))
                .orElseThrow();
        assertThat(failed.failure()).contains(failure);
        assertThat(fetches.renew(job, "one")).isFalse();
        clock.advance(Duration.ofHours(1));
        assertThat(fetches.waiting(10)).isEmpty();

        Job again = ledger.retry(ADA, job.id()).orElseThrow();
        assertThat(again.video()).isEqualTo(job.video());
        assertThat(published()).isEmpty();
        assertThat(fetches.waiting(10)).containsExactly(again);
        assertThat(fetches.take(job, "one")).as("the first attempt is over").isFalse();
        assertThat(fetches.take(again, "one")).isTrue();
    }

    @Test
    void beginningsAreCountedAndHavePauses() {
        Job job = accepted();
        for (int tries = 1; tries <= 3; tries++) {
            Job begun = fetches.waiting(1).getFirst();
            assertThat(begun.video().fetch().orElseThrow().tries()).isEqualTo(tries - 1);
            assertThat(fetches.take(begun, "one")).isTrue();
            fetches.release(begun, "one", Duration.ofSeconds(30));
            clock.advance(Duration.ofSeconds(29));
            assertThat(fetches.waiting(1)).isEmpty();
            clock.advance(Duration.ofSeconds(2));
        }
        assertThat(find(job).video().fetch().orElseThrow().tries()).isEqualTo(3);
    }

    @Test
    void jobsOfOneOwnerHideNoneOfAnother() {
        for (int i = 0; i < 5; i++) {
            accepted();
        }
        clock.advance(Duration.ofSeconds(1));
        Job other = ledger.accept(
                new Ledger.NewJob(JobId.random(), BOB, new Job.Video("a.mp4", URL), ORDER), Optional.empty());
        assertThat(fetches.waiting(2)).hasSize(3).endsWith(other);
    }

    @Test
    void canceledJobIsNotFetched() {
        Job job = accepted();
        fetches.take(job, "one");
        ledger.cancel(ADA, job.id());
        assertThat(fetches.renew(job, "one")).isFalse();
        assertThat(fetches.progressed(job, "one", 1, 2)).isEmpty();
        assertThat(fetches.arrived(job, "one", job.video())).isEmpty();
        clock.advance(Duration.ofHours(1));
        assertThat(fetches.waiting(10)).isEmpty();
    }

    @Test
    void urlIsForgottenWithTheVideo() {
        Job job = accepted();
        ledger.cancel(ADA, job.id());
        assertThat(ledger.expire(job.id())).isTrue();
        assertThat(find(job).video().fetch()).isEmpty();
    }
}
