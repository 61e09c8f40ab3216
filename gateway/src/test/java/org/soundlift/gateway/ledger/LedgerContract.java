package org.soundlift.gateway.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BEGIN;
import static org.soundlift.gateway.LedgerFixture.BOB;
import static org.soundlift.gateway.LedgerFixture.RESULT;
import static org.soundlift.gateway.LedgerFixture.VIDEO;
import static org.soundlift.gateway.LedgerFixture.account;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobStatus;

/** The contract of the ledger on every database. */
abstract class LedgerContract extends RelayContract {
    @Test
    void acceptedJobIsFoundByItsOwnerOnly() {
        Job job = accept(ADA);
        assertThat(jobs.find(ADA, job.id())).contains(job);
        assertThat(jobs.find(BOB, job.id())).isEmpty();
        assertThat(jobs.list(JobFilter.of(BOB), Optional.empty(), 10)).isEmpty();
        assertThat(jobs.changedSince(BOB, 0, 10)).isEmpty();
    }

    private Jobs.Totals totals(Owner owner, Instant since) {
        return jobs.totals(owner, since);
    }

    /** All callers without an account have one share together. */
    @Test
    void totalsAreThoseOfOneOwner() {
        Job old = accept(ADA);
        Instant later = clock.instant().plusMillis(1);
        Job job = accept(ADA);
        ledger.finished(completed(old));
        accept(BOB);
        accept(new Owner.Anonymous());
        accept(new Owner.Visitor("f".repeat(32)));
        accept(new Owner.Visitor("0".repeat(32)));
        Optional<Instant> made = Optional.of(job.times().createdAt());
        assertThat(totals(ADA, later)).isEqualTo(new Jobs.Totals(1, VIDEO.bytes(), made));
        assertThat(totals(ADA, BEGIN).bytes()).isEqualTo(2 * VIDEO.bytes());
        assertThat(totals(new Owner.Visitor("7".repeat(32)), BEGIN).waiting()).isEqualTo(3);
        assertThat(totals(new Owner.Anonymous(), BEGIN).bytes()).isEqualTo(3 * VIDEO.bytes());
        assertThat(totals(account("c", "c@example.org"), BEGIN)).isEqualTo(new Jobs.Totals(0, 0, Optional.empty()));
    }

    @Test
    void strangersCanDoNothingWithAJob() {
        Job job = accept(ADA);
        assertThat(ledger.cancel(BOB, job.id())).isEmpty();
        ledger.finished(failed(job));
        assertThat(ledger.retry(BOB, job.id())).isEmpty();
        ledger.delete(BOB, job.id());
        assertThat(jobs.find(ADA, job.id()).map(Job::status)).contains(JobStatus.FAILED);
        assertThat(jobs.list(JobFilter.ALL, Optional.empty(), 10)).hasSize(1);
    }

    @Test
    void anonymousJobIsOfThoseWhoKnowItsIdIfThatIsAllowed() {
        Ledger openLedger = ledgerOf(true);
        Jobs open = openLedger.jobs();
        Job job = accept(new Owner.Visitor("v1"));
        Job ofAccount = accept(ADA);
        assertThat(open.find(BOB, job.id())).contains(job);
        assertThat(open.find(new Owner.Visitor("v2"), job.id())).contains(job);
        assertThat(open.find(new Owner.Visitor("v2"), ofAccount.id())).isEmpty();
        assertThat(open.list(JobFilter.of(new Owner.Visitor("v2")), Optional.empty(), 10))
                .isEmpty();
        assertThat(open.list(JobFilter.of(new Owner.Visitor("v1")), Optional.empty(), 10))
                .containsExactly(job);
        assertThat(jobs.find(BOB, job.id())).isEmpty();
        assertThat(openLedger.cancel(BOB, job.id())).isPresent();
    }

    @Test
    void namesAndKeysAreComparedToTheLetter() {
        Job lower = accept(ledger, ADA, Optional.of(new Ledger.RequestKey("key", "f")));
        Job upper = accept(ledger, ADA, Optional.of(new Ledger.RequestKey("KEY", "f")));
        assertThat(upper).isNotEqualTo(lower);
        Job ofVisitor = accept(new Owner.Visitor("v"));
        assertThat(jobs.find(new Owner.Visitor("V"), ofVisitor.id())).isEmpty();
    }

    @Test
    void keyOfAnOwnerStandsForOneJobForADay() {
        Job first = accept(ledger, ADA, Optional.of(new Ledger.RequestKey("k", "f")));
        assertThat(accept(ledger, ADA, Optional.of(new Ledger.RequestKey("k", "f"))))
                .isEqualTo(first);
        assertThat(ledger.acceptedWith(ADA, "k")).contains(first);
        assertThat(ledger.acceptedWith(BOB, "k")).isEmpty();
        assertThat(ledger.isSame(ADA, new Ledger.RequestKey("k", "f"))).isTrue();
        assertThat(ledger.isSame(ADA, new Ledger.RequestKey("k", "g"))).isFalse();
        assertThat(jobs.list(JobFilter.of(ADA), Optional.empty(), 10)).hasSize(1);
        clock.advance(Duration.ofHours(25));
        assertThat(ledger.acceptedWith(ADA, "k")).isEmpty();
        assertThat(accept(ledger, ADA, Optional.of(new Ledger.RequestKey("k", "f"))))
                .isNotEqualTo(first);
    }

    @Test
    void firstFinalStateStays() {
        Job job = accept(ADA);
        Job done = ledger.finished(completed(job)).orElseThrow();
        assertThat(done.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(done.result()).contains(RESULT);
        assertThat(done.video().duration()).contains(Duration.ofSeconds(3));
        assertThat(ledger.finished(failed(job))).isEmpty();
        assertThat(ledger.cancel(ADA, job.id())).isEmpty();
        assertThat(ledger.retry(ADA, job.id())).isEmpty();
        assertThat(jobs.find(ADA, job.id())).contains(done);
    }

    @Test
    void startIsNotedOnce() {
        Job job = accept(ADA);
        ConversionProgress progress =
                new ConversionProgress(job.id(), 1, BEGIN, 0.1, Optional.of(Duration.ofSeconds(7)));
        Job started = ledger.started(progress).orElseThrow();
        assertThat(started.status()).isEqualTo(JobStatus.PROCESSING);
        assertThat(started.revision()).isGreaterThan(job.revision());
        assertThat(ledger.started(progress)).isEmpty();
        assertThat(ledger.finished(failed(job)).orElseThrow().video().duration())
                .contains(Duration.ofSeconds(7));
    }

    @Test
    void retryIsANewAttemptThatEndingsOfTheOldOneDoNotTouch() {
        Job job = accept(ADA);
        ledger.finished(failed(job));
        Job retried = ledger.retry(ADA, job.id()).orElseThrow();
        assertThat(retried.attempt()).isEqualTo(2);
        assertThat(retried.status()).isEqualTo(JobStatus.QUEUED);
        assertThat(retried.failure()).isEmpty();
        assertThat(ledger.finished(failed(job))).isEmpty();
        assertThat(ledger.finished(completed(retried)).orElseThrow().status()).isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void queuePositionsCountThoseWhoWait() {
        Job first = accept(ADA);
        Job second = accept(BOB);
        Job third = accept(ADA);
        assertThat(jobs.queuePosition(second)).isEqualTo(2);
        assertThat(jobs.queuePosition(third)).isEqualTo(3);
        ledger.finished(completed(first));
        assertThat(jobs.queuePosition(second)).isOne();
        assertThat(jobs.queuePosition(third)).isEqualTo(2);
    }

    @Test
    void listsArePagedNewestFirst() {
        List<Job> all = List.of(accept(ADA), accept(ADA), accept(ADA)).reversed();
        assertThat(jobs.list(JobFilter.of(ADA), Optional.empty(), 2)).isEqualTo(all.subList(0, 2));
        assertThat(jobs.list(JobFilter.of(ADA), Optional.of(Jobs.Cursor.behind(all.get(1))), 2))
                .isEqualTo(all.subList(2, 3));
        ledger.cancel(ADA, all.get(0).id());
        assertThat(jobs.list(JobFilter.of(ADA).with(JobStatus.CANCELED), Optional.empty(), 5))
                .hasSize(1);
        assertThat(jobs.list(JobFilter.of(ADA).with(JobStatus.QUEUED), Optional.empty(), 5))
                .hasSize(2);
    }

    @Test
    void changesAreToldInOrder() {
        Job first = accept(ADA);
        Job second = accept(ADA);
        long before = second.revision();
        ledger.cancel(ADA, first.id());
        assertThat(jobs.changedSince(ADA, before, 10)).extracting(Job::id).containsExactly(first.id());
        assertThat(jobs.changedSince(ADA, 0, 10)).extracting(Job::id).containsExactly(second.id(), first.id());
    }

    @Test
    void workloadIsThatOfAllOwners() {
        Workload work = new Workload(Jdbi.create(database));
        assertThat(work.figures()).isEqualTo(new Workload.Figures(0, 0, Optional.empty()));
        Job begun = accept(ADA);
        Job oldest = accept(ADA);
        clock.advance(Duration.ofMinutes(1));
        accept(BOB);
        ledger.cancel(ADA, accept(ADA).id());
        ledger.started(new ConversionProgress(begun.id(), 1, clock.instant(), 0.1, Optional.empty()));
        assertThat(work.figures())
                .isEqualTo(new Workload.Figures(2, 1, Optional.of(oldest.times().queuedAt())));
    }
}
