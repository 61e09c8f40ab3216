package org.soundlift.converter;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.ConverterLimits;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.ffmpeg.FfmpegLocator;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.converter.files.WorkFolder;
import org.soundlift.converter.sandbox.SandboxMode;
import org.soundlift.core.fleet.Fleet;
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
    private final Messaging messaging;
    private final Clock clock;
    private final RunningConversions running = new RunningConversions();
    private final ConversionMetrics metrics;
    private volatile State state = new New();

    /** The service does not leave {@link Running} before its process ends. */
    private sealed interface State {}

    private record New() implements State {}

    private record Running(Ffmpeg ffmpeg, FleetMember member) implements State {}

    /**
     * The settings of a converter.
     *
     * @param sandbox tells if FFmpeg must be confined
     * @param slots the number of conversions at a time
     * @param drain the time that running conversions get when the service is closed
     * @param workFolder for unfinished MP3s: emptied at the start, so no other process may use it
     */
    public record ConverterConfig(
            FfmpegLocator ffmpeg,
            SandboxMode sandbox,
            ConverterLimits limits,
            int slots,
            Duration drain,
            Path workFolder) {}

    /** The queues and broadcasts that requests come from, and that reports go to. */
    public record Messaging(
            WorkQueue<ConversionRequested> video,
            WorkQueue<ConversionFinished> ledger,
            WorkQueue<ConversionFinished> mp3,
            Broadcast<ConversionProgress> progress,
            Broadcast<CancelRequested> cancels,
            Fleet fleet) {}

    public ConverterService(
            ConverterConfig config, MediaStore store, Messaging messaging, MeterRegistry registry, Clock clock) {
        this.metrics = new ConversionMetrics(registry, running);
        this.config = config;
        this.store = store;
        this.messaging = messaging;
        this.clock = clock;
    }

    @Override
    public String name() {
        return switch (state) {
            case New() -> "converter";
            case Running now -> "ffmpeg " + now.ffmpeg().version();
        };
    }

    @Override
    public void start() throws IOException {
        SandboxedFfmpeg sandboxed = findFfmpeg();
        Ffmpeg found = sandboxed.ffmpeg();
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
        messaging.cancels().listen(running::cancel);
        Converter converter = new Converter(found, () -> config.ffmpeg().locateOther(found), cores, config.limits());
        ConversionWorker worker =
                new ConversionWorker(converter, store, new Reporter(), running, config.workFolder(), clock);
        FleetMember member = new FleetMember(
                messaging, worker, running, config.slots(), FleetMember.about(sandboxed, clock.instant()));
        state = new Running(found, member);
        member.start();
    }

    private SandboxedFfmpeg findFfmpeg() throws IOException {
        try {
            return SandboxedFfmpeg.find(config.ffmpeg(), config.sandbox());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while FFmpeg was tried", e);
        }
    }

    private final class Reporter implements ConversionWorker.Reports {
        @Override
        public void progressed(ConversionProgress progress) {
            messaging.progress().send(progress);
        }

        @Override
        public void finished(ConversionFinished finished) throws QueueUnavailableException {
            messaging.ledger().publish(finished);
            messaging.mp3().publish(finished);
            metrics.ended(finished);
            JobLine.log(finished);
        }
    }

    @Override
    public CheckResult check() {
        return switch (state) {
            case New() -> CheckResult.STARTING;
            case Running now ->
                Files.isExecutable(now.ffmpeg().program())
                        ? CheckResult.OK
                        : new CheckResult.Failing("FFmpeg is gone: install it again and restart");
        };
    }

    /** Lets running conversions finish for a while, then gives them back to the queue. */
    @Override
    public void close() {
        switch (state) {
            case New() -> {}
            case Running now -> drain(now.member());
        }
    }

    private void drain(FleetMember active) {
        running.drain();
        CompletableFuture<Void> finished = CompletableFuture.runAsync(active::close);
        finished.completeOnTimeout(null, config.drain().toMillis(), TimeUnit.MILLISECONDS)
                .join();
        running.close();
        active.close();
    }
}
