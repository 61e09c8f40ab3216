package org.soundlift.queue.sql;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.queue.WorkQueueContract;
import org.soundlift.core.support.PrivateMariaDb;
import org.soundlift.queue.json.ConversionRequestedCodec;

class MariaDbWorkQueueIT extends WorkQueueContract {
    private static final SqlQueueTiming QUICK =
            new SqlQueueTiming(Duration.ofMillis(900), Duration.ofMillis(50), Duration.ZERO, 20);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path folder;

    private static PrivateMariaDb server;

    private SqlQueues queues;

    @BeforeAll
    static void startServer() throws Exception {
        server = PrivateMariaDb.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void migrate() throws Exception {
        MariaDbDataSource database = new MariaDbDataSource(server.newDatabase("queue" + NUMBER.incrementAndGet()));
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
