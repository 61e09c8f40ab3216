import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.json.ConversionRequestedCodec;
import org.soundlift.queue.rabbitmq.RabbitQueues;
import org.soundlift.queue.sql.SqlQueueTiming;
import org.soundlift.queue.sql.SqlQueues;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Publishes messages one after the other, as the relay does, and then has them delivered to two slots that do nothing. */
class QueueRates {
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[2]);
        WorkQueue<ConversionRequested> queue =
                switch (arguments[0]) {
                    case "sql" -> sql(arguments[1]);
                    case "rabbitmq" -> rabbitMq(arguments[1]);
                    default -> throw new IllegalArgumentException(arguments[0]);
                };
        round(queue, count / 10, false);
        round(queue, count, true);
        System.exit(0);
    }

    private static void round(WorkQueue<ConversionRequested> queue, int count, boolean print) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            queue.publish(message());
        }
        long published = System.nanoTime();
        CountDownLatch handled = new CountDownLatch(count);
        try (WorkQueue.Subscription _ = queue.subscribe(2, _ -> {
            handled.countDown();
            return Outcome.DONE;
        })) {
            handled.await();
        }
        long claimed = System.nanoTime();
        if (print) {
            System.out.printf(
                    "%s: %.0f published a second, %.0f claimed and settled a second%n",
                    queue.getClass().getSimpleName(), count * 1e9 / (published - begin), count * 1e9 / (claimed - published));
        }
    }

    private static ConversionRequested message() {
        JobId job = JobId.random();
        return new ConversionRequested(
                job, 1, job.video(), job.mp3(), "somebody@example.org", "talk.mp4", AudioOptions.DEFAULT, Instant.now(), Optional.empty(), Optional.empty());
    }

    /** As the service has it. */
    private static WorkQueue<ConversionRequested> sql(String file) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        HikariConfig pool = new HikariConfig();
        pool.setDataSource(source);
        pool.setMaximumPoolSize(8);
        SqlQueues queues = new SqlQueues(new HikariDataSource(pool), Clock.systemUTC(), SqlQueueTiming.DEFAULT);
        queues.start();
        return queues.queue("video", new ConversionRequestedCodec(), RetryPolicy.DEFAULT);
    }

    private static WorkQueue<ConversionRequested> rabbitMq(String address) throws Exception {
        RabbitQueues queues = new RabbitQueues(URI.create(address), "benchmark", Clock.systemUTC());
        WorkQueue<ConversionRequested> queue = queues.queue("video", new ConversionRequestedCodec(), RetryPolicy.DEFAULT);
        queues.start();
        return queue;
    }
}
