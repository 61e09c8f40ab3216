package org.soundlift.queue.sql;

import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.queue.MessageCarrier;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.json.MessageCodec;

/**
 * Work queues in a SQL database, in place of a broker. Broadcasts reach this process alone, so that all listeners
 * must be in it.
 */
public final class SqlQueues implements MessageCarrier {
    private final DataSource database;
    private final SqlQueueTiming timing;
    private final SqlMessages messages;

    public SqlQueues(DataSource database, Clock clock, SqlQueueTiming timing) {
        this.database = database;
        this.timing = timing;
        this.messages = new SqlMessages(Jdbi.create(database), clock);
    }

    @Override
    public <T> WorkQueue<T> queue(String name, MessageCodec<T> codec, RetryPolicy retries) {
        return new SqlWorkQueue<>(name, codec, retries, messages, timing);
    }

    @Override
    public <T> Broadcast<T> broadcast(String name, MessageCodec<T> codec) {
        return new LocalBroadcast<>();
    }

    @Override
    public String name() {
        return "queue sql";
    }

    @Override
    public void start() {
        flyway().migrate();
    }

    /** Returns the number of steps that a start would take; changes nothing. */
    public int pending() {
        return flyway().info().pending().length;
    }

    private Flyway flyway() {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:org/soundlift/queue/sql/migration")
                .table("queue_schema_history")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    @Override
    public CheckResult check() {
        return CheckResult.OK; // What it needs is the database, which has a check of its own.
    }

    @Override
    public void close() {}
}
