package org.soundlift.queue.sql;

import java.time.Duration;

/**
 * How patient the queue is.
 *
 * @param visibility how long a claim holds without a heartbeat: what died is delivered again after this
 * @param poll how often to look for messages that another process published
 * @param firstRetry delay after the first failed attempt; each further one waits four times as long
 * @param maxAttempts after so many the message joins the dead letters, whatever its handler says
 */
public record SqlQueueTiming(Duration visibility, Duration poll, Duration firstRetry, int maxAttempts) {
    /** Sixteen minutes pass before the sixth attempt; 20 attempts are RabbitMQ's own default limit. */
    public static final SqlQueueTiming DEFAULT =
            new SqlQueueTiming(Duration.ofSeconds(15), Duration.ofMillis(500), Duration.ofSeconds(3), 20);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(10);

    Duration retryDelay(int attempt) {
        Duration delay = firstRetry.multipliedBy(1L << Math.min(2 * (attempt - 1), 20));
        return delay.compareTo(LONGEST_RETRY) < 0 ? delay : LONGEST_RETRY;
    }
}
