package org.soundlift.queue.sql;

import java.time.Duration;

/**
 * How the table of messages is watched.
 *
 * @param visibility how long a claim holds without a heartbeat: what died is delivered again after this
 * @param poll how often to look for messages that another process published
 */
public record SqlQueueTiming(Duration visibility, Duration poll) {
    public static final SqlQueueTiming DEFAULT = new SqlQueueTiming(Duration.ofSeconds(15), Duration.ofMillis(500));
}
