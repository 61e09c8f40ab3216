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
import org.soundlift.core.service.Finding;
import org.soundlift.queue.MessageCarrier;
import org.soundlift.queue.RetryPolicy;
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

    /** @param database asked for where the queues are in it */
    public static Messaging messaging(
            Settings settings, Set<ServiceName> roles, Supplier<Database> database, Clock clock) {
        String process =
                roles.stream().map(role -> role.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
        return messaging(
                switch (settings.get(MessagingSettings.QUEUE)) {
                    case SQL -> new SqlQueues(database.get().source(), clock, SqlQueueTiming.DEFAULT);
                    case RABBITMQ -> rabbitMq(settings, process, clock);
                });
    }

    private static RabbitQueues rabbitMq(Settings settings, String process, Clock clock) {
        return new RabbitQueues(settings.require(MessagingSettings.AMQP_URL, MessagingSettings.QUEUE), process, clock);
    }

    private static Messaging messaging(MessageCarrier carrier) {
        return new Messaging(
                carrier,
                carrier.queue("video", new ConversionRequestedCodec(), RetryPolicy.DEFAULT),
                carrier.queue("ledger", new ConversionFinishedCodec(), RetryPolicy.ENDLESS),
                carrier.queue("mp3", new ConversionFinishedCodec(), RetryPolicy.OVER_A_DAY),
                carrier.queue("webhook", new ConversionFinishedCodec(), RetryPolicy.OVER_A_DAY),
                carrier.broadcast("progress", new ConversionProgressCodec()),
                carrier.broadcast("cancels", new CancelRequestedCodec()),
                carrier.broadcast("changes", new JobChangedCodec()),
                carrier.broadcast("gone", new CallbackGoneCodec()),
                new Fleet(
                        carrier.broadcast("converters", new ConverterReportCodec()),
                        carrier.broadcast("drains", new DrainRequestedCodec())));
    }

    /** Looks at what carries messages, and changes nothing. */
    public static List<Finding> examine(Settings settings, Clock clock) {
        return switch (settings.get(MessagingSettings.QUEUE)) {
            case SQL -> List.of(Finding.ok("queue", "in the database"));
            case RABBITMQ -> {
                RabbitQueues queues = rabbitMq(settings, "doctor", clock);
                Messaging _ = messaging(queues);
                yield queues.examine(settings.get(ConverterSettings.CONVERSION_TIMEOUT));
            }
        };
    }

    /** Returns the number of migration steps that the queue's tables lack. */
    public static int pending(DataSource database, Clock clock) {
        return new SqlQueues(database, clock, SqlQueueTiming.DEFAULT).pending();
    }
}
