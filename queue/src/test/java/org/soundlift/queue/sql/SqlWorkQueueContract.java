package org.soundlift.queue.sql;

import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
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

    /** A new, empty database. */
    abstract DataSource newDatabase() throws Exception;

    @BeforeEach
    void migrate() throws Exception {
        queues = new SqlQueues(newDatabase(), Clock.systemUTC(), QUICK);
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
}
