package org.soundlift.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.auth.accounts.AuthSchema;
import org.soundlift.auth.login.LoginLimits.Attempt;
import org.soundlift.auth.login.LoginLimits.TooManyException;
import org.soundlift.core.support.SettableClock;

/** The limits on guessing, on each kind of database. */
abstract class LoginLimitsContract {
    private static final String ADA = "ada@example.org";
    private static final String HOME = "192.0.2.1";
    private static final String STRANGER = "198.51.100.7";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private Jdbi jdbi;
    private LoginLimits limits;

    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        DataSource database = newDatabase();
        AuthSchema.migrate(database);
        jdbi = Jdbi.create(database);
        limits = new LoginLimits(jdbi, clock);
    }

    /** A wrong try; how long to wait if it may not be made. */
    private Duration wrong(String account, String address) {
        try (Attempt attempt = limits.begin(account, address)) {
            attempt.failed();
            return Duration.ZERO;
        } catch (TooManyException e) {
            return e.delay();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Duration right(String account, String address) {
        try (Attempt attempt = limits.begin(account, address)) {
            attempt.succeeded();
            return Duration.ZERO;
        } catch (TooManyException e) {
            return e.delay();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int allowed(int tries, String account, String address) {
        return (int) IntStream.range(0, tries)
                .filter(i -> wrong(account, address).isZero())
                .count();
    }

    @Test
    void wrongPasswordsMakeWaitLongerAndLonger() {
        assertThat(allowed(20, ADA, HOME)).isEqualTo(5);
        Duration first = wrong(ADA, HOME);
        assertThat(first).isEqualTo(Duration.ofSeconds(1));
        clock.advance(first);
        assertThat(wrong(ADA, HOME)).isZero();
        assertThat(wrong(ADA, HOME)).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            clock.advance(wrong(ADA, HOME));
            assertThat(wrong(ADA, HOME)).isZero();
        }
        assertThat(wrong(ADA, HOME)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void rightPasswordAfterTheDelayForgivesAll() {
        allowed(20, ADA, HOME);
        clock.advance(right(ADA, HOME));
        assertThat(right(ADA, HOME)).isZero();
        assertThat(allowed(20, ADA, HOME)).isEqualTo(5);
    }

    @Test
    void strangerDoesNotLockOutTheOwner() {
        allowed(100, ADA, STRANGER);
        assertThat(right(ADA, HOME)).isZero();
    }

    @Test
    void strangerInTheSameNetworkKeepsTheOwnerWaitingForSecondsOnly() {
        right(ADA, HOME);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 100; i++) {
            Duration wait = wrong(ADA, HOME);
            longest = wait.compareTo(longest) > 0 ? wait : longest;
            clock.advance(wait);
        }
        assertThat(longest).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void networkHasOneBucketForAllAccounts() {
        int allowed = 0;
        for (int i = 0; i < 40; i++) {
            allowed += allowed(1, "user" + i + "@example.org", STRANGER);
        }
        assertThat(allowed).isEqualTo(15);
        Duration wait = wrong(ADA, STRANGER);
        assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofSeconds(6));
        clock.advance(wait);
        assertThat(wrong(ADA, STRANGER)).isZero();
    }

    @Test
    void ownerWhoWasHereBeforeDoesNotNeedTheBucket() {
        right(ADA, HOME);
        for (int i = 0; i < 40; i++) {
            wrong("user" + i + "@example.org", HOME);
        }
        assertThat(wrong("bob@example.org", HOME)).isPositive();
        assertThat(right(ADA, HOME)).isZero();
    }

    @Test
    void ownLoginsDoNotFillTheBucketForGuessingOthers() {
        right(ADA, HOME);
        int guesses = 0;
        for (int i = 0; i < 200; i++) {
            assertThat(right(ADA, HOME)).isZero();
            guesses += allowed(1, "user" + i + "@example.org", HOME);
        }
        assertThat(guesses).isEqualTo(15);
    }

    @Test
    void rightPasswordsCostNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(right("user" + i + "@example.org", HOME)).isZero();
        }
    }

    @Test
    void rightPasswordsAtTheSameTimeAreAllRight() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Duration>> logins = IntStream.range(0, 50)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> right(ADA, HOME), threads))
                    .toList();
            assertThat(logins).allSatisfy(login -> assertThat(login.join()).isZero());
        }
    }

    @Test
    void manyGuessesAtTheSameTimeGainNothing() {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Duration>> guesses = IntStream.range(0, 50)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> wrong(ADA, HOME), threads))
                    .toList();
            assertThat(guesses.stream().filter(guess -> guess.join().isZero())).hasSize(5);
        }
    }

    @Test
    void tryThatCouldNotBeMadeDoesNotCount() throws Exception {
        List<Attempt> busy = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            busy.add(limits.begin(ADA, HOME));
        }
        busy.forEach(Attempt::close);
        assertThat(allowed(20, ADA, HOME)).isEqualTo(5);
    }

    @Test
    void subscriberOfIpv6IsOneNetwork() {
        assertThat(allowed(20, ADA, "2001:db8:1:2::1")).isEqualTo(5);
        assertThat(wrong(ADA, "2001:db8:1:2:ffff::9")).isPositive();
        assertThat(wrong(ADA, "2001:db8:1:3::1")).isZero();
    }

    @Test
    void failuresAreForgivenAfterAnHour() {
        allowed(20, ADA, HOME);
        clock.advance(Duration.ofHours(2));
        assertThat(allowed(20, ADA, HOME)).isEqualTo(5);
    }

    @Test
    void processesCountTogether() {
        LoginLimits first = limits;
        assertThat(allowed(3, ADA, HOME)).isEqualTo(3);
        limits = new LoginLimits(jdbi, clock);
        assertThat(allowed(20, ADA, HOME)).isEqualTo(2);
        limits = first;
        assertThat(wrong(ADA, HOME)).isPositive();
        assertThat(right(ADA, STRANGER)).isZero();
    }

    @Test
    void failuresAtTheSameTimeInSeveralProcessesAllCount() {
        LoginTries tries = new LoginTries(jdbi);
        LoginTries.Pair pair = new LoginTries.Pair(ADA, "c0000201");
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<CompletableFuture<Void>> failures = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> tries.change(
                                    pair,
                                    old -> new LoginTries.Failures(
                                            old.count() + 1, clock.instant(), clock.instant(), false)),
                            threads))
                    .toList();
            failures.forEach(CompletableFuture::join);
        }
        assertThat(tries.failures(pair).count()).isEqualTo(40);
    }

    @Test
    void whatNoLongerMattersIsForgotten() {
        right(ADA, HOME);
        allowed(3, ADA, STRANGER);
        clock.advance(Duration.ofHours(2));
        limits.forgetOld();
        assertThat(rows("auth_login_pair")).as("the home stays").isEqualTo(1);
        assertThat(rows("auth_login_network")).isZero();
        clock.advance(Duration.ofDays(200));
        limits.forgetOld();
        assertThat(rows("auth_login_pair")).isZero();
    }

    private long rows(String table) {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void clockOfAnotherProcessThatIsAheadLocksNobodyOutForLong() {
        SettableClock wrong = new SettableClock(clock.instant().plus(Duration.ofHours(5)));
        LoginLimits elsewhere = limits;
        limits = new LoginLimits(jdbi, wrong);
        allowed(20, ADA, HOME);
        limits = elsewhere;
        assertThat(right(ADA, HOME)).isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(right("bob@example.org", HOME)).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }
}
