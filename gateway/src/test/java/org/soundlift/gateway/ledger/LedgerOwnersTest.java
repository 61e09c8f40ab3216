package org.soundlift.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BEGIN;
import static org.soundlift.gateway.LedgerFixture.BOB;
import static org.soundlift.gateway.LedgerFixture.VIDEO;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.JobId;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.support.SettableClock;
import org.soundlift.gateway.LedgerFixture;
import org.soundlift.gateway.ledger.LedgerListener.Change;
import org.soundlift.gateway.webhook.Webhooks;

/** All jobs of an owner at once, as when an account is deleted. */
class LedgerOwnersTest {
    private static final CallbackUrl CALLBACK = new CallbackUrl("https://ada.example.org/hook");

    @TempDir
    Path folder;

    private final List<Change> changes = new ArrayList<>();
    private Ledger ledger;
    private Webhooks webhooks;

    @BeforeEach
    void open() {
        DataSource database = LedgerFixture.sqlite(folder);
        ledger = new Ledger(Jdbi.create(database), new SettableClock(BEGIN), false);
        ledger.listen((_, change) -> changes.add(change));
        webhooks = new Webhooks(Jdbi.create(database));
        webhooks.set(ADA, CALLBACK);
        accept(ADA);
        accept(BOB);
        accept(ADA);
        changes.clear();
    }

    private void accept(Owner owner) {
        Job.Order order = new Job.Order(AudioOptions.DEFAULT, Optional.of(CALLBACK));
        ledger.accept(new Ledger.NewJob(JobId.random(), owner, VIDEO, order), Optional.empty());
    }

    private List<Job> jobs(Owner owner) {
        return ledger.jobs().list(JobFilter.of(owner), Optional.empty(), 10);
    }

    @Test
    void allJobsOfOneOwnerAreDeleted() {
        assertThat(ledger.deleteAll(ADA)).isEqualTo(2);
        assertThat(jobs(ADA)).isEmpty();
        assertThat(jobs(BOB)).hasSize(1);
        assertThat(webhooks.find(ADA)).isEmpty();
        assertThat(changes).containsExactly(Change.CANCELED, Change.DELETED, Change.CANCELED, Change.DELETED);
    }

    @Test
    void allJobsOfOneOwnerAreHandedOverWithoutTheirCallbacks() {
        long before = ledger.presentRevision();
        assertThat(ledger.handOver(ADA, BOB)).isEqualTo(2);
        assertThat(jobs(ADA)).isEmpty();
        assertThat(jobs(BOB)).hasSize(3).allMatch(job -> job.owner().equals(BOB));
        assertThat(jobs(BOB).stream().filter(job -> job.order().callback().isPresent()))
                .hasSize(1);
        assertThat(webhooks.find(ADA)).isEmpty();
        assertThat(ledger.jobs().changedSince(BOB, before, 10))
                .hasSize(2)
                .extracting(Job::revision)
                .doesNotHaveDuplicates();
    }
}
