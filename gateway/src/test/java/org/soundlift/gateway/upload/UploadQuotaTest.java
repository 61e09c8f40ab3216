package org.soundlift.gateway.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.soundlift.gateway.LedgerFixture.ADA;
import static org.soundlift.gateway.LedgerFixture.BEGIN;
import static org.soundlift.gateway.LedgerFixture.BOB;
import static org.soundlift.gateway.LedgerFixture.VIDEO;
import static org.soundlift.gateway.LedgerFixture.newJob;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.support.SettableClock;
import org.soundlift.gateway.LedgerFixture;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobEvents;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.LedgerUpdates;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.ProgressBoard;
import org.soundlift.http.ProblemException;

class UploadQuotaTest {
    private static final UploadLimits LIMITS =
            new UploadLimits(10_000, 2, new OwnerLimits(3, 3 * VIDEO.bytes(), 1), 100, Optional.empty());

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(BEGIN);
    private Ledger ledger;
    private AccountLimits accounts;
    private UploadQuota quota;

    @BeforeEach
    void open() {
        Jdbi jdbi = Jdbi.create(LedgerFixture.sqlite(folder));
        ledger = new Ledger(jdbi, clock, false);
        accounts = new AccountLimits(jdbi, LIMITS.owner());
        quota = new UploadQuota(LIMITS, accounts, ledger.jobs(), clock, _ -> 0);
    }

    @Test
    void uploadsAtATimeAreCountedUntilTheyEnd() {
        var first = quota.enter(ADA, 0);
        var second = quota.enter(ADA, 0);
        assertThatThrownBy(() -> quota.enter(ADA, 0)).isInstanceOf(ProblemException.class);
        quota.enter(BOB, 0).close();
        first.close();
        quota.enter(ADA, 0).close();
        second.close();
    }

    @Test
    void bytesOfRunningUploadsCountAsThoseOfJobs() {
        ledger.accept(newJob(ADA), Optional.empty());
        var running = quota.enter(ADA, VIDEO.bytes());
        assertThatThrownBy(() -> quota.enter(ADA, VIDEO.bytes() + 1)).isInstanceOf(ProblemException.class);
        running.close();
        quota.enter(ADA, VIDEO.bytes() + 1).close();
        clock.advance(Duration.ofHours(25));
        quota.enter(ADA, 3 * VIDEO.bytes()).close();
    }

    @Test
    void moreThanADayAllowsIsTooLargeAtAnyTime() {
        assertThatThrownBy(() -> quota.enter(ADA, 3 * VIDEO.bytes() + 1)).hasMessageContaining("FILE_TOO_LARGE");
    }

    @Test
    void minutesOfAMonthAreOverAndThenBeginAnew() throws Exception {
        completed(Duration.ofSeconds(59));
        quota.enter(ADA, 0).close();
        completed(Duration.ofSeconds(2));
        assertThatThrownBy(() -> quota.enter(ADA, 0)).hasMessageContaining("1 minutes of sound");
        quota.enter(BOB, 0).close();
        ledger.deleteAll(ADA);
        assertThatThrownBy(() -> quota.enter(ADA, 0))
                .as("what is deleted was converted nevertheless")
                .hasMessageContaining("1 minutes of sound");
        clock.advance(Duration.ofDays(31));
        quota.enter(ADA, 0).close();
    }

    private void completed(Duration length) throws Exception {
        Job job = ledger.accept(newJob(ADA), Optional.empty());
        new LedgerUpdates(ledger, new InMemoryMediaStore(), new ProgressBoard(), new JobEvents())
                .handle(new WorkQueue.Delivery<>(
                        new ConversionFinished.Completed(
                                job.request(),
                                clock.instant(),
                                clock.instant(),
                                Optional.empty(),
                                LedgerFixture.result(length)),
                        1));
    }

    @Test
    void administratorsGiveLimitsToSingleAccounts() {
        AccountId ada = ((Owner.Account) ADA).account();
        accounts.set(ada, new AccountLimits.Own(Optional.of(0), Optional.empty(), Optional.empty()));
        assertThatThrownBy(() -> quota.enter(ADA, 0)).hasMessageContaining("No more than 0 of your jobs");
        quota.enter(BOB, 0).close();
        accounts.set(ada, new AccountLimits.Own(Optional.empty(), Optional.of(9L), Optional.of(5)));
        assertThatThrownBy(() -> quota.enter(ADA, 10)).hasMessageContaining("FILE_TOO_LARGE");
        assertThat(accounts.all()).containsOnlyKeys(ada.value());
        accounts.set(ada, AccountLimits.Own.NONE);
        quota.enter(ADA, 10).close();
        assertThat(accounts.all()).isEmpty();
    }

    @Test
    void callersWithoutAccountsShareOneQuota() {
        for (String cookie : new String[] {"1", "2", "3"}) {
            ledger.accept(newJob(new Owner.Visitor(cookie)), Optional.empty());
        }
        assertThatThrownBy(() -> quota.enter(new Owner.Visitor("4"), 0)).hasMessageContaining("TOO_MANY_REQUESTS");
        assertThat(quota.enter(ADA, 0)).isNotNull();
    }
}
