package org.soundlift.converter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.ProgressListener;
import org.soundlift.converter.convert.Wanted;
import org.soundlift.converter.files.WorkFolder;
import org.soundlift.converter.result.ConvertedAudio;
import org.soundlift.converter.result.ResultFile;
import org.soundlift.converter.tracks.AllTracks;
import org.soundlift.core.job.ConversionException;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.label.GivenLabels;
import org.soundlift.core.label.StoredLabels;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SourceName;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.Format;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;

/**
 * Carries out one request: fetches the video, converts, stores the MP3, and announces the end; only then is the
 * message acknowledged. Whatever dies in between, the next delivery repeats it with the same ids.
 */
final class ConversionWorker implements WorkQueue.Handler<ConversionRequested> {
    private static final Logger LOG = LoggerFactory.getLogger(ConversionWorker.class);
    private static final int MAX_DELIVERIES = 5;

    private final Converter converter;
    private final MediaStore store;
    private final Reports reports;
    private final RunningConversions running;
    private final Path workFolder;
    private final Clock clock;

    ConversionWorker(
            Converter converter,
            MediaStore store,
            Reports reports,
            RunningConversions running,
            Path workFolder,
            Clock clock) {
        this.converter = converter;
        this.store = store;
        this.reports = reports;
        this.running = running;
        this.workFolder = workFolder;
        this.clock = clock;
    }

    /** Publishes how conversions go. */
    interface Reports {
        /** Publishes progress, which may get lost. */
        void progressed(ConversionProgress progress);

        /** Publishes the end of a conversion; it is durable on return. */
        void finished(ConversionFinished finished) throws QueueUnavailableException;
    }

    @Override
    public Outcome handle(WorkQueue.Delivery<ConversionRequested> delivery) throws Exception {
        ConversionRequested request = delivery.message();
        Instant startedAt = clock.instant();
        if (delivery.deliveryCount() > MAX_DELIVERIES
                && store.size(request.mp3()).isEmpty()) {
            return giveUp(
                    request, startedAt, Failure.of(FailureCode.INTERNAL_ERROR), "died " + MAX_DELIVERIES + " times");
        }
        CompletableFuture<Void> canceled = running.begin(request);
        try {
            reports.finished(finish(request, startedAt, canceled));
            return Outcome.DONE;
        } catch (CancellationException e) {
            return running.isCanceled(request) ? Outcome.DONE : Outcome.RELEASE;
        } catch (IOException e) {
            if (running.isDraining()) {
                return Outcome.RELEASE;
            }
            LOG.warn("Job {}: delivery {} failed", request.jobId(), delivery.deliveryCount(), e);
            return delivery.deliveryCount() < MAX_DELIVERIES
                    ? new Outcome.Retry(e.toString())
                    : giveUp(request, startedAt, Failure.of(surroundings(e)), e.toString());
        } finally {
            running.end(request, canceled);
        }
    }

    private static FailureCode surroundings(IOException e) {
        return e instanceof InsufficientStorageException
                ? FailureCode.INSUFFICIENT_STORAGE
                : FailureCode.INTERNAL_ERROR;
    }

    private Outcome giveUp(ConversionRequested request, Instant startedAt, Failure failure, String reason)
            throws QueueUnavailableException {
        reports.finished(new Failed(request, startedAt, clock.instant(), Optional.empty(), failure));
        return new Outcome.Reject(reason);
    }

    private ConversionFinished finish(ConversionRequested request, Instant startedAt, CompletableFuture<Void> canceled)
            throws IOException, InterruptedException {
        if (canceled.isDone()) {
            throw new CancellationException();
        }
        Optional<Completed> stored = stored(request, startedAt);
        if (stored.isPresent()) {
            return stored.get();
        }
        if (store.size(request.video()).isEmpty()) {
            LOG.warn("Job {}: its video is not in the store, perhaps its owner has deleted the job", request.jobId());
            Failure failure = Failure.of(FailureCode.INTERNAL_ERROR);
            return new Failed(request, startedAt, clock.instant(), Optional.empty(), failure);
        }
        try (WorkFolder folder = WorkFolder.create(workFolder)) {
            return convert(request, startedAt, folder, canceled);
        } catch (ConversionException e) {
            return new Failed(request, startedAt, clock.instant(), Optional.empty(), e.failure());
        }
    }

    /** Returns the result that an earlier delivery of the same request, or another converter, has stored. */
    private Optional<Completed> stored(ConversionRequested request, Instant startedAt) throws IOException {
        OptionalLong bytes = store.size(request.mp3());
        if (bytes.isEmpty() || !isMp3(request.options())) {
            return Optional
                    .empty(); // Other kinds do not tell enough of themselves: they are made again, and not stored.
        }
        try (InputStream in = store.read(request.mp3(), 0, bytes.getAsLong())) {
            ResultSummary summary = ResultFile.summarizeMp3(in, bytes.getAsLong());
            return Optional.of(
                    new Completed(request, startedAt, clock.instant(), Optional.of(summary.duration()), summary));
        }
    }

    private static boolean isMp3(AudioOptions options) {
        return options.format() == Format.MP3 && !options.track().isAll();
    }

    private Completed convert(
            ConversionRequested request, Instant startedAt, WorkFolder folder, CompletableFuture<Void> canceled)
            throws IOException, ConversionException, InterruptedException {
        Wanted wanted = new Wanted(request.options(), given(request), SourceName.title(request.filename()));
        ProgressListener progress = (fraction, duration) -> tell(request, startedAt, fraction, duration);
        Path target = folder.path().resolve("audio");
        ConvertedAudio audio;
        try (StoredVideo video = StoredVideo.open(store, request.video())) {
            audio = request.options().track().isAll()
                    ? new AllTracks(converter, folder.path()).convert(video, target, wanted, progress, canceled)
                    : converter.convert(video, target, wanted, progress, canceled);
        }
        ResultSummary summary = store(request, new ResultFile(target, audio));
        return new Completed(request, startedAt, clock.instant(), Optional.of(audio.sourceDuration()), summary);
    }

    private GivenLabels given(ConversionRequested request) throws IOException {
        return request.options().labels().areGiven() ? StoredLabels.read(store, request.jobId()) : GivenLabels.NONE;
    }

    private void tell(ConversionRequested request, Instant startedAt, double fraction, Optional<Duration> duration) {
        reports.progressed(new ConversionProgress(request.jobId(), request.attempt(), startedAt, fraction, duration));
    }

    private ResultSummary store(ConversionRequested request, ResultFile result) throws IOException {
        OptionalLong stored = store.size(request.mp3());
        if (stored.isPresent()) { // Its size and hash may be in the ledger already.
            try (InputStream in = store.read(request.mp3(), 0, stored.getAsLong())) {
                return result.summarizeStored(in, stored.getAsLong());
            }
        }
        try (MediaWriter writer = store.create(request.mp3(), OptionalLong.of(result.bytes()))) {
            ResultSummary summary = result.writeTo(writer);
            writer.commit();
            return summary;
        }
    }
}
