package org.soundlift.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The delays before a message whose handler failed is delivered again.
 *
 * @param first the delay after the first delivery
 * @param factor each further delay is so many times longer
 * @param longest no delay is longer
 * @param maxDeliveries after so many the message joins the dead letters, whatever its handler returns
 */
public record RetryPolicy(Duration first, int factor, Duration longest, int maxDeliveries) {
    /**
     * 3 s to 10 min: two and a half hours pass before the last delivery, the twentieth, which is RabbitMQ's own
     * limit.
     */
    public static final RetryPolicy DEFAULT = new RetryPolicy(Duration.ofSeconds(3), 4, Duration.ofMinutes(10), 20);

    /** 5 s to 4 h, 26 hours in all: for servers of others, which may be away for a day. */
    public static final RetryPolicy OVER_A_DAY = new RetryPolicy(Duration.ofSeconds(5), 6, Duration.ofHours(4), 12);

    /** For messages that must not be given up: only an unreadable one joins the dead letters. */
    public static final RetryPolicy ENDLESS =
            new RetryPolicy(Duration.ofSeconds(3), 4, Duration.ofMinutes(10), Integer.MAX_VALUE);

    public RetryPolicy {
        if (first.isNegative() || factor < 1 || longest.compareTo(first) < 0 || maxDeliveries < 1) {
            throw new IllegalArgumentException("retry after " + first + " to " + longest);
        }
    }

    /** @param deliveryCount of the delivery that failed, from 1 */
    public Duration delayAfter(int deliveryCount) {
        Duration delay = first;
        for (int i = 1; i < deliveryCount && delay.compareTo(longest) < 0 && !delay.isZero(); i++) {
            delay = delay.multipliedBy(factor);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    /** Returns all delays that there can be, the shortest first. */
    public List<Duration> delays() {
        List<Duration> delays = new ArrayList<>();
        for (int count = 1; count < maxDeliveries && !delays.contains(delayAfter(count)); count++) {
            delays.add(delayAfter(count));
        }
        return delays;
    }
}
