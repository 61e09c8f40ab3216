package org.soundlift.queue.sql;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.queue.WorkQueueContract;
import org.soundlift.queue.json.ConversionRequestedCodec;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

class SqliteWorkQueueTest extends WorkQueueContract {
    private static final SqlQueueTiming QUICK =
            new SqlQueueTiming(Duration.ofMillis(900), Duration.ofMillis(50), Duration.ZERO, 20);

    @TempDir
    Path folder;

    private SqlQueues queues;

    @BeforeEach
    void migrate() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(10_000);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + folder.resolve("queue.db"));
        queues = new SqlQueues(database, Clock.systemUTC(), QUICK);
        queues.start();
    }

    @Override
    protected WorkQueue<ConversionRequested> connect() {
        return queues.queue("video", new ConversionRequestedCodec());
    }

    @Override
    protected void kill(WorkQueue<ConversionRequested> connection) {
        ((SqlWorkQueue<ConversionRequested>) connection).abandon();
    }
}
