package org.soundlift.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BEGIN;
import static org.soundlift.gateway.LedgerFixture.RESULT;
import static org.soundlift.gateway.LedgerFixture.newJob;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue.Delivery;
import org.soundlift.core.support.SettableClock;
import org.soundlift.gateway.LedgerFixture;
import org.soundlift.gateway.ledger.LedgerListener.Change;

class LedgerUpdatesTest {
    @TempDir
    Path folder;

    private final InMemoryMediaStore store = new InMemoryMediaStore();
    private final ProgressBoard board = new ProgressBoard();
    private final JobEvents events = new JobEvents();
    private final List<Change> changes = new ArrayList<>();
    private Ledger ledger;
    private LedgerUpdates updates;

    @BeforeEach
    void open() {
        ledger = new Ledger(Jdbi.create(LedgerFixture.sqlite(folder)), new SettableClock(BEGIN), false);
        ledger.listen((_, _) -> {
            throw new IllegalStateException("a listener that fails");
        });
        ledger.listen((_, change) -> changes.add(change));
        ledger.listen(board);
        ledger.listen(events);
        updates = new LedgerUpdates(ledger, store, board, events);
    }

    private Outcome complete(Job job) throws Exception {
        try (MediaWriter writer = store.create(job.id().mp3(), OptionalLong.empty())) {
            writer.write(new byte[1]);
            writer.commit();
        }
        return updates.handle(new Delivery<>(
                new Completed(job.request(), BEGIN, BEGIN, Optional.of(Duration.ofSeconds(3)), RESULT), 1));
    }

    @Test
    void listenersHearOfEachChangeOnce() throws Exception {
        Job job = ledger.accept(newJob(ADA), Optional.empty());
        updates.progressed(new ConversionProgress(job.id(), 1, BEGIN, 0.3, Optional.empty()));
        updates.progressed(new ConversionProgress(job.id(), 1, BEGIN, 0.4, Optional.empty()));
        assertThat(board.fraction(job)).isEqualTo(0.4);
        assertThat(complete(job)).isEqualTo(Outcome.DONE);
        assertThat(complete(job)).isEqualTo(Outcome.DONE);
        assertThat(board.fraction(job)).isZero();
        ledger.delete(ADA, job.id());
        ledger.delete(ADA, job.id());
        assertThat(changes).containsExactly(Change.ACCEPTED, Change.STARTED, Change.FINISHED, Change.DELETED);
    }

    @Test
    void runningJobThatIsDeletedIsCanceledFirst() {
        Job job = ledger.accept(newJob(ADA), Optional.empty());
        ledger.delete(ADA, job.id());
        assertThat(changes).containsExactly(Change.ACCEPTED, Change.CANCELED, Change.DELETED);
    }

    @Test
    void mp3OfACanceledOrDeletedJobIsRemoved() throws Exception {
        for (boolean deleted : new boolean[] {false, true}) {
            Job job = ledger.accept(newJob(ADA), Optional.empty());
            ledger.cancel(ADA, job.id());
            if (deleted) {
                ledger.delete(ADA, job.id());
            }
            complete(job);
            assertThat(store.size(job.id().mp3())).isEmpty();
        }
    }

    @Test
    void mp3OfACompletedJobStays() throws Exception {
        Job job = ledger.accept(newJob(ADA), Optional.empty());
        complete(job);
        complete(job);
        assertThat(store.size(job.id().mp3())).isPresent();
        assertThat(ledger.jobs().find(ADA, job.id()).map(Job::status)).contains(JobStatus.COMPLETED);
    }

    @Test
    void progressOfAnEndedJobIsIgnored() throws Exception {
        Job job = ledger.accept(newJob(ADA), Optional.empty());
        complete(job);
        updates.progressed(new ConversionProgress(job.id(), 1, BEGIN, 0.9, Optional.empty()));
        assertThat(board.fraction(job)).isZero();
        assertThat(changes).doesNotContain(Change.STARTED);
    }
}
