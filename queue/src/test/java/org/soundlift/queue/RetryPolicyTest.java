package org.soundlift.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    @Test
    void delaysGrowUpToTheLongest() {
        RetryPolicy policy = new RetryPolicy(Duration.ofSeconds(3), 4, Duration.ofMinutes(10), 20);
        assertThat(policy.delayAfter(1)).hasSeconds(3);
        assertThat(policy.delayAfter(4)).hasSeconds(192);
        assertThat(policy.delayAfter(5)).hasMinutes(10);
        assertThat(policy.delayAfter(Integer.MAX_VALUE)).hasMinutes(10);
    }

    @Test
    void serversOfOthersMayBeAwayForADay() {
        RetryPolicy policy = RetryPolicy.OVER_A_DAY;
        Duration all = java.util.stream.IntStream.range(1, policy.maxDeliveries())
                .mapToObj(policy::delayAfter)
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(all).isBetween(Duration.ofHours(24), Duration.ofHours(28));
    }

    @Test
    void listsEachDelayOnce() {
        assertThat(new RetryPolicy(Duration.ofSeconds(1), 10, Duration.ofSeconds(50), 20).delays())
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(50));
        assertThat(new RetryPolicy(Duration.ZERO, 4, Duration.ZERO, 20).delays())
                .containsExactly(Duration.ZERO);
        assertThat(new RetryPolicy(Duration.ZERO, 4, Duration.ZERO, 1).delays()).isEmpty();
        assertThat(RetryPolicy.ENDLESS.delays()).hasSize(5);
    }

    @Test
    void impatienceIsRefused() {
        assertThatThrownBy(() -> new RetryPolicy(Duration.ofSeconds(2), 2, Duration.ofSeconds(1), 3))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
