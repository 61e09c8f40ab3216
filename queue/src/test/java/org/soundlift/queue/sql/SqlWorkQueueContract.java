package org.soundlift.queue.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.queue.WorkQueueContract;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.json.ConversionRequestedCodec;

/** The SQL queue on some database. */
abstract class SqlWorkQueueContract extends WorkQueueContract {
    private static final SqlQueueTiming QUICK = new SqlQueueTiming(Duration.ofMillis(900), Duration.ofMillis(50));
    private static final RetryPolicy AT_ONCE = new RetryPolicy(Duration.ZERO, 4, Duration.ZERO, 20);

    private SqlQueues queues;
    private DataSource database;

    /** A new, empty database. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void migrate() throws Exception {
        database = newDatabase();
        queues = new SqlQueues(database, Clock.systemUTC(), QUICK);
        queues.start();
    }

    @Override
    protected WorkQueue<ConversionRequested> connect() {
        return queues.queue("video", new ConversionRequestedCodec(), AT_ONCE);
    }

    @Override
    protected void kill(WorkQueue<ConversionRequested> connection) {
        ((SqlWorkQueue<ConversionRequested>) connection).abandon();
    }

    /** A message that comes from a process whose clock is ahead is delivered at once. */
    @Test
    void wrongClockHoldsNoMessageUp() {
        Jdbi jdbi = Jdbi.create(database);
        SqlMessages right = new SqlMessages(jdbi, Clock.systemUTC());
        SqlMessages ahead = new SqlMessages(jdbi, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
        Duration visibility = Duration.ofSeconds(15);
        ahead.insert("other", "a");
        assertThat(right.claim("other", visibility)).isPresent();
    }
}
