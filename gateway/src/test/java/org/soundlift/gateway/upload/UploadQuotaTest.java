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
import org.soundlift.core.support.SettableClock;
import org.soundlift.gateway.LedgerFixture;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.ProblemException;

class UploadQuotaTest {
    private static final UploadLimits LIMITS = new UploadLimits(10_000, 2, 3, 3 * VIDEO.bytes(), 100, Optional.empty());

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(BEGIN);
    private Ledger ledger;
    private UploadQuota quota;

    @BeforeEach
    void open() {
        ledger = new Ledger(Jdbi.create(LedgerFixture.sqlite(folder)), clock, false);
        quota = new UploadQuota(LIMITS, ledger.jobs(), clock, _ -> 0);
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
    void callersWithoutAccountsShareOneQuota() {
        for (String cookie : new String[] {"1", "2", "3"}) {
            ledger.accept(newJob(new Owner.Visitor(cookie)), Optional.empty());
        }
        assertThatThrownBy(() -> quota.enter(new Owner.Visitor("4"), 0)).hasMessageContaining("TOO_MANY_REQUESTS");
        assertThat(quota.enter(ADA, 0)).isNotNull();
    }
}
