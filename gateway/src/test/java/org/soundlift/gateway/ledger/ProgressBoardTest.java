package org.soundlift.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BEGIN;
import static org.soundlift.gateway.LedgerFixture.newJob;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobStatus;
import org.soundlift.gateway.ledger.LedgerListener.Change;

class ProgressBoardTest {
    private final ProgressBoard board = new ProgressBoard();
    private final Job job = Job.accepted(newJob(ADA), BEGIN, 1);

    private ConversionProgress report(int attempt, double fraction) {
        return new ConversionProgress(job.id(), attempt, BEGIN, fraction, Optional.empty());
    }

    @Test
    void fractionGrowsAndNeverShrinks() {
        assertThat(board.update(report(1, 0.1))).as("not begun").isEmpty();
        board.begin(job, 0.1);
        assertThat(board.isNews(report(1, 0.2))).isFalse();
        assertThat(board.update(report(1, 0.5)).orElseThrow().fraction()).isEqualTo(0.5);
        assertThat(board.update(report(1, 0.3)).orElseThrow().fraction()).isEqualTo(0.5);
        assertThat(board.fraction(job)).isEqualTo(0.5);
    }

    @Test
    void laterAttemptIsNewsAndEarlierReportsChangeNothing() {
        board.begin(job, 0.9);
        assertThat(board.isNews(report(2, 0))).isTrue();
        Job retried = new Job(
                job.id(),
                job.owner(),
                job.video(),
                job.order(),
                new Job.State(JobStatus.QUEUED, 2, 2, false, Optional.empty(), Optional.empty()),
                job.times());
        board.begin(retried, 0.1);
        board.update(report(1, 0.95));
        assertThat(board.fraction(job))
                .as("attempt 1 is no longer on the board")
                .isZero();
    }

    @Test
    void jobThatIsDeletedIsForgotten() {
        board.begin(job, 0.9);
        board.changed(job, Change.STARTED);
        assertThat(board.fraction(job)).isEqualTo(0.9);
        board.changed(job, Change.DELETED);
        assertThat(board.fraction(job)).isZero();
    }
}
