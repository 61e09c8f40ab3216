package org.soundlift.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How patient a queue is with a message whose handler fails.
 *
 * @param first delay after the first failed attempt
 * @param factor how many times longer each further delay is
 * @param longest no delay is longer
 * @param maxAttempts after so many the message joins the dead letters, whatever its handler says
 */
public record RetryPolicy(Duration first, int factor, Duration longest, int maxAttempts) {
    /** 3 s to 10 min: two and a half hours pass before the last of the attempts, whose number is RabbitMQ's own limit. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(Duration.ofSeconds(3), 4, Duration.ofMinutes(10), 20);

    /** 5 s to 4 h, 26 hours in all: for servers of others, which may be away for a day. */
    public static final RetryPolicy OVER_A_DAY = new RetryPolicy(Duration.ofSeconds(5), 6, Duration.ofHours(4), 12);

    /** For what must not be given up: only what can't be read ends among the dead letters. */
    public static final RetryPolicy ENDLESS =
            new RetryPolicy(Duration.ofSeconds(3), 4, Duration.ofMinutes(10), Integer.MAX_VALUE);

    public RetryPolicy {
        if (first.isNegative() || factor < 1 || longest.compareTo(first) < 0 || maxAttempts < 1) {
            throw new IllegalArgumentException("retry after " + first + " to " + longest);
        }
    }

    /** @param attempt that failed, from 1 */
    public Duration delayAfter(int attempt) {
        Duration delay = first;
        for (int i = 1; i < attempt && delay.compareTo(longest) < 0 && !delay.isZero(); i++) {
            delay = delay.multipliedBy(factor);
        }
        return delay.compareTo(longest) < 0 ? delay : longest;
    }

    /** All delays that there can be, the shortest first. */
    public List<Duration> delays() {
        List<Duration> delays = new ArrayList<>();
        for (int attempt = 1; attempt < maxAttempts && !delays.contains(delayAfter(attempt)); attempt++) {
            delays.add(delayAfter(attempt));
        }
        return delays;
    }
}
