package org.soundlift.app;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.soundlift.converter.Converter;
import org.soundlift.converter.ConverterService;
import org.soundlift.converter.ConverterService.ConverterConfig;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.Service;
import org.soundlift.gateway.Gateway;
import org.soundlift.notification.NotificationService;
import org.soundlift.notification.log.LogNotifier;
import org.soundlift.queue.json.ConversionFinishedCodec;
import org.soundlift.queue.json.ConversionRequestedCodec;
import org.soundlift.queue.local.LocalBroadcast;
import org.soundlift.queue.sql.SqlQueueTiming;
import org.soundlift.queue.sql.SqlQueues;
import org.soundlift.storage.filesystem.FilesystemMediaStore;

/** Puts the parts together, top to bottom in the order in which they need each other. */
final class Wiring {
    private Wiring() {}

    /** The whole service in this process, not yet started. */
    static Soundlift everything(Settings settings) throws IOException {
        settings.requireSafe();
        Clock clock = Clock.systemUTC();
        DataFolder data = new DataFolder(settings.data());
        data.start();

        HikariDataSource database = SqliteDatabase.open(data.resolve("soundlift.db"));
        MediaStore store = new FilesystemMediaStore(data.resolve("media"));
        SqlQueues queues = new SqlQueues(database, clock, SqlQueueTiming.DEFAULT);
        WorkQueue<ConversionRequested> video = queues.queue("video", new ConversionRequestedCodec());
        WorkQueue<ConversionFinished> ledger = queues.queue("ledger", new ConversionFinishedCodec());
        WorkQueue<ConversionFinished> mp3 = queues.queue("mp3", new ConversionFinishedCodec());
        Broadcast<ConversionProgress> progress = new LocalBroadcast<>();
        Broadcast<CancelRequested> cancels = new LocalBroadcast<>();

        ConverterService converter = new ConverterService(
                new ConverterConfig(
                        settings.ffmpeg(),
                        settings.converterLimits(),
                        settings.get(Settings.CONVERTER_SLOTS),
                        settings.get(Settings.DRAIN_TIMEOUT),
                        data.resolve("work")),
                store,
                new ConverterService.Queues(video, ledger, mp3),
                progress,
                cancels,
                clock);
        NotificationService notification = new NotificationService(mp3, new LogNotifier());
        Gateway gateway = new Gateway(
                settings.gateway(),
                database,
                store,
                new Gateway.Messaging(video, ledger, progress, cancels),
                List.of(data, store, queues, converter, notification),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                clock);
        List<Service> inOrder = List.of(store, queues, gateway, notification, converter);
        return new Soundlift(data, database, inOrder, gateway);
    }

    /** The converter alone, for files on this machine. */
    static Converter converter(Settings settings) throws IOException {
        return new Converter(settings.ffmpeg().locate(), settings.converterLimits());
    }
}
