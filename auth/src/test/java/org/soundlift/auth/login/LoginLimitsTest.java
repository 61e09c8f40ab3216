package org.soundlift.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.soundlift.core.support.SettableClock;

class LoginLimitsTest {
    private static final String ADA = "ada@example.org";
    private static final String HOME = "192.0.2.1";
    private static final String STRANGER = "198.51.100.7";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final LoginLimits limits = new LoginLimits(clock);

    private int allowed(int tries, String account, String address) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            if (limits.begin(account, address).isZero()) {
                allowed++;
            }
        }
        return allowed;
    }

    @Test
    void wrongPasswordsMakeWaitLongerAndLonger() {
        assertThat(allowed(20, ADA, HOME)).isEqualTo(5);
        Duration first = limits.begin(ADA, HOME);
        assertThat(first).isEqualTo(Duration.ofSeconds(1));
        clock.advance(first);
        assertThat(limits.begin(ADA, HOME)).isZero();
        assertThat(limits.begin(ADA, HOME)).isEqualTo(Duration.ofSeconds(2));
        for (int i = 0; i < 20; i++) {
            clock.advance(limits.begin(ADA, HOME));
            assertThat(limits.begin(ADA, HOME)).isZero();
        }
        assertThat(limits.begin(ADA, HOME)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void rightPasswordAfterTheDelayForgivesAll() {
        allowed(20, ADA, HOME);
        clock.advance(limits.begin(ADA, HOME));
        assertThat(limits.begin(ADA, HOME)).isZero();
        limits.succeeded(ADA, HOME);
        assertThat(allowed(20, ADA, HOME)).isEqualTo(5);
    }

    @Test
    void strangerDoesNotLockOutTheOwner() {
        allowed(100, ADA, STRANGER);
        assertThat(limits.begin(ADA, HOME)).isZero();
    }

    @Test
    void networkHasOneBucketForAllAccounts() {
        int allowed = 0;
        for (int i = 0; i < 40; i++) {
            allowed += allowed(1, "user" + i + "@example.org", STRANGER);
        }
        assertThat(allowed).isEqualTo(15);
        Duration wait = limits.begin(ADA, STRANGER);
        assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofSeconds(6));
        clock.advance(wait);
        assertThat(limits.begin(ADA, STRANGER)).isZero();
    }

    @Test
    void ownerWhoWasHereBeforeDoesNotNeedTheBucket() {
        limits.begin(ADA, HOME);
        limits.succeeded(ADA, HOME);
        for (int i = 0; i < 40; i++) {
            limits.begin("user" + i + "@example.org", HOME);
        }
        assertThat(limits.begin("bob@example.org", HOME)).isPositive();
        assertThat(limits.begin(ADA, HOME)).isZero();
    }

    @Test
    void rightPasswordsCostNothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(limits.begin("user" + i + "@example.org", HOME)).isZero();
            limits.succeeded("user" + i + "@example.org", HOME);
        }
    }

    @Test
    void subscriberOfIpv6IsOneNetwork() {
        assertThat(allowed(20, ADA, "2001:db8:1:2::1")).isEqualTo(5);
        assertThat(limits.begin(ADA, "2001:db8:1:2:ffff::9")).isPositive();
        assertThat(limits.begin(ADA, "2001:db8:1:3::1")).isZero();
    }

    @Test
    void failuresAreForgivenAfterAnHour() {
        allowed(20, ADA, HOME);
        clock.advance(Duration.ofHours(2));
        assertThat(allowed(20, ADA, HOME)).isEqualTo(5);
    }
}
