package org.soundlift.app.wiring;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.soundlift.app.settings.ConverterSettings;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.Settings;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.Finding;
import org.soundlift.core.trace.Tracing;
import org.soundlift.queue.MessageCarrier;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.TracedQueue;
import org.soundlift.queue.json.CallbackGoneCodec;
import org.soundlift.queue.json.CancelRequestedCodec;
import org.soundlift.queue.json.ConversionFinishedCodec;
import org.soundlift.queue.json.ConversionProgressCodec;
import org.soundlift.queue.json.ConversionRequestedCodec;
import org.soundlift.queue.json.ConverterReportCodec;
import org.soundlift.queue.json.DrainRequestedCodec;
import org.soundlift.queue.json.JobChangedCodec;
import org.soundlift.queue.rabbitmq.RabbitQueues;
import org.soundlift.queue.sql.SqlQueueTiming;
import org.soundlift.queue.sql.SqlQueues;

/** Chooses what carries messages. */
public final class QueueWiring {
    private QueueWiring() {}

    /**
     * Returns the queues and broadcasts, which are not yet started.
     *
     * @param database asked for where the queues are in it
     * @param tracing records how messages are handled
     */
    public static Messaging messaging(
            Settings settings, Set<ServiceName> roles, Supplier<Database> database, Tracing tracing, Clock clock) {
        String process =
                roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
        MessageCarrier carrier = switch (settings.get(MessagingSettings.QUEUE)) {
            case SQL -> new SqlQueues(database.get().source(), clock, SqlQueueTiming.DEFAULT);
            case RABBITMQ -> rabbitMq(settings, process, clock);
        };
        return messaging(carrier, tracing);
    }

    private static RabbitQueues rabbitMq(Settings settings, String process, Clock clock) {
        return new RabbitQueues(settings.require(MessagingSettings.AMQP_URL, MessagingSettings.QUEUE), process, clock);
    }

    private static Messaging messaging(MessageCarrier carrier, Tracing tracing) {
        return new Messaging(
                carrier,
                new TracedQueue<>(
                        "video",
                        carrier.queue("video", new ConversionRequestedCodec(), RetryPolicy.DEFAULT),
                        tracing,
                        ConversionRequested::trace),
                ends(carrier, "ledger", RetryPolicy.ENDLESS, tracing),
                ends(carrier, "mp3", RetryPolicy.OVER_A_DAY, tracing),
                ends(carrier, "webhook", RetryPolicy.OVER_A_DAY, tracing),
                carrier.broadcast("progress", new ConversionProgressCodec()),
                carrier.broadcast("cancels", new CancelRequestedCodec()),
                carrier.broadcast("changes", new JobChangedCodec()),
                carrier.broadcast("gone", new CallbackGoneCodec()),
                new Fleet(
                        carrier.broadcast("converters", new ConverterReportCodec()),
                        carrier.broadcast("drains", new DrainRequestedCodec())));
    }

    private static WorkQueue<ConversionFinished> ends(
            MessageCarrier carrier, String name, RetryPolicy retries, Tracing tracing) {
        return new TracedQueue<>(
                name,
                carrier.queue(name, new ConversionFinishedCodec(), retries),
                tracing,
                end -> end.request().trace());
    }

    /** Looks at what carries messages, and changes nothing. */
    public static List<Finding> examine(Settings settings, Clock clock) {
        return switch (settings.get(MessagingSettings.QUEUE)) {
            case SQL -> List.of(Finding.ok("queue", "in the database"));
            case RABBITMQ -> {
                RabbitQueues queues = rabbitMq(settings, "doctor", clock);
                Messaging _ = messaging(queues, Tracing.OFF);
                yield queues.examine(settings.get(ConverterSettings.CONVERSION_TIMEOUT));
            }
        };
    }

    /** Returns the number of migration steps that the queue's tables lack. */
    public static int pending(DataSource database, Clock clock) {
        return new SqlQueues(database, clock, SqlQueueTiming.DEFAULT).pending();
    }
}
