package org.soundlift.converter;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegLocator;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.converter.sandbox.SandboxMode;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** Takes requests from queue {@code video}, as many at a time as there are slots. */
public final class ConverterService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(ConverterService.class);

    private final ConverterConfig config;
    private final MediaStore store;
    private final Queues queues;
    private final Broadcast<ConversionProgress> progress;
    private final Broadcast<CancelRequested> cancels;
    private final Clock clock;
    private final RunningConversions running = new RunningConversions();
    private Optional<WorkQueue.Subscription> subscription = Optional.empty();
    private final ConversionMetrics metrics;
    private Optional<Ffmpeg> ffmpeg = Optional.empty();

    /**
     * How to convert, and where.
     *
     * @param sandbox whether FFmpeg must be confined
     * @param slots how many conversions run at a time
     * @param drain how long those that run may go on when the service is closed
     * @param workFolder for unfinished MP3s: emptied at start, so nobody else may use it
     */
    public record ConverterConfig(
            FfmpegLocator ffmpeg,
            SandboxMode sandbox,
            ConverterLimits limits,
            int slots,
            Duration drain,
            Path workFolder) {}

    /** Where requests come from, and who is told of their end. */
    public record Queues(
            WorkQueue<ConversionRequested> video,
            WorkQueue<ConversionFinished> ledger,
            WorkQueue<ConversionFinished> mp3) {
        void announce(ConversionFinished finished) throws QueueUnavailableException {
            ledger.publish(finished);
            mp3.publish(finished);
        }
    }

    public ConverterService(
            ConverterConfig config,
            MediaStore store,
            Queues queues,
            Broadcast<ConversionProgress> progress,
            Broadcast<CancelRequested> cancels,
            MeterRegistry registry,
            Clock clock) {
        this.metrics = new ConversionMetrics(registry, running);
        this.config = config;
        this.store = store;
        this.queues = queues;
        this.progress = progress;
        this.cancels = cancels;
        this.clock = clock;
    }

    @Override
    public String name() {
        return ffmpeg.map(f -> "ffmpeg " + f.version()).orElse("converter");
    }

    @Override
    public void start() throws IOException {
        SandboxedFfmpeg sandboxed = findFfmpeg();
        Ffmpeg found = sandboxed.ffmpeg();
        ffmpeg = Optional.of(found);
        int cores = Runtime.getRuntime().availableProcessors();
        LOG.info(
                "FFmpeg {} with LAME {} at {}, on {} cores, denied {}",
                found.version(),
                found.lame(),
                found.program(),
                cores,
                sandboxed.proof().denied());
        sandboxed.warning().ifPresent(LOG::warn);
        metrics.proved(sandboxed.proof());
        WorkFolder.clear(config.workFolder());
        cancels.listen(running::cancel);
        Converter converter = new Converter(found, () -> config.ffmpeg().locateOther(found), cores, config.limits());
        ConversionWorker worker =
                new ConversionWorker(converter, store, this::announce, progress, running, config.workFolder(), clock);
        subscription = Optional.of(queues.video().subscribe(config.slots(), worker));
    }

    private SandboxedFfmpeg findFfmpeg() throws IOException {
        try {
            return SandboxedFfmpeg.find(config.ffmpeg(), config.sandbox());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while FFmpeg was tried", e);
        }
    }

    private void announce(ConversionFinished finished) throws QueueUnavailableException {
        queues.announce(finished);
        metrics.ended(finished);
    }

    @Override
    public CheckResult check() {
        boolean there = ffmpeg.filter(f -> Files.isExecutable(f.program())).isPresent();
        return there ? CheckResult.OK : new CheckResult.Failing("FFmpeg is gone: install it again and restart");
    }

    /** Lets what runs finish for a while, then gives it back to the queue. */
    @Override
    public void close() {
        subscription.ifPresent(this::drain);
    }

    private void drain(WorkQueue.Subscription active) {
        running.drain();
        CompletableFuture<Void> finished = CompletableFuture.runAsync(active::close);
        finished.completeOnTimeout(null, config.drain().toMillis(), TimeUnit.MILLISECONDS)
                .join();
        running.close();
        active.close();
    }
}
