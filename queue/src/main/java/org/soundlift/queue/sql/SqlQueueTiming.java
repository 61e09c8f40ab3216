package org.soundlift.queue.sql;

import java.time.Duration;

/**
 * The pace at which the table of messages is watched.
 *
 * @param visibility a claim without a heartbeat holds so long: then its message is delivered again
 * @param poll the time between two looks for messages that another process published
 */
public record SqlQueueTiming(Duration visibility, Duration poll) {
    public static final SqlQueueTiming DEFAULT = new SqlQueueTiming(Duration.ofSeconds(15), Duration.ofMillis(500));
}
