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
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.media.InsufficientStorageException;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.media.Mp3Summary;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;

/**
 * Carries out one request: fetches the video, converts, stores the MP3, and announces the end; only then is the
 * message acknowledged. Whatever dies in between, the next delivery repeats it with the same ids.
 */
final class ConversionWorker implements WorkQueue.Handler<ConversionRequested> {
    private static final Logger LOG = LoggerFactory.getLogger(ConversionWorker.class);
    private static final int MAX_ATTEMPTS = 5;

    private final Converter converter;
    private final MediaStore store;
    private final Announcer announcer;
    private final Broadcast<ConversionProgress> progress;
    private final RunningConversions running;
    private final Path workFolder;
    private final Clock clock;

    ConversionWorker(
            Converter converter,
            MediaStore store,
            Announcer announcer,
            Broadcast<ConversionProgress> progress,
            RunningConversions running,
            Path workFolder,
            Clock clock) {
        this.converter = converter;
        this.store = store;
        this.announcer = announcer;
        this.progress = progress;
        this.running = running;
        this.workFolder = workFolder;
        this.clock = clock;
    }

    /** Tells everyone who has to know that a conversion has ended; what it tells is durable on return. */
    @FunctionalInterface
    interface Announcer {
        void announce(ConversionFinished finished) throws QueueUnavailableException;
    }

    @Override
    public Outcome handle(WorkQueue.Delivery<ConversionRequested> delivery) throws Exception {
        ConversionRequested request = delivery.message();
        Instant startedAt = clock.instant();
        if (delivery.attempt() > MAX_ATTEMPTS && store.size(request.mp3()).isEmpty()) {
            return giveUp(
                    request, startedAt, Failure.of(FailureCode.INTERNAL_ERROR), "died " + MAX_ATTEMPTS + " times");
        }
        CompletableFuture<Void> canceled = running.begin(request);
        try {
            announcer.announce(finish(request, startedAt, canceled));
            return Outcome.DONE;
        } catch (CancellationException e) {
            return running.isCanceled(request) ? Outcome.DONE : Outcome.RELEASE;
        } catch (IOException e) {
            if (running.isDraining()) {
                return Outcome.RELEASE;
            }
            LOG.warn("Job {}: attempt {} failed", request.jobId(), delivery.attempt(), e);
            return delivery.attempt() < MAX_ATTEMPTS
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
        announcer.announce(new Failed(request, startedAt, clock.instant(), Optional.empty(), failure));
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
            LOG.info("Job {}: {}", request.jobId(), e.getMessage());
            return new Failed(request, startedAt, clock.instant(), Optional.empty(), e.failure());
        }
    }

    /** What an earlier delivery of the same request, or another converter, has stored. */
    private Optional<Completed> stored(ConversionRequested request, Instant startedAt) throws IOException {
        OptionalLong bytes = store.size(request.mp3());
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = store.read(request.mp3(), 0, bytes.getAsLong())) {
            Mp3Summary summary = Mp3File.summarize(in, bytes.getAsLong());
            return Optional.of(
                    new Completed(request, startedAt, clock.instant(), Optional.of(summary.duration()), summary));
        }
    }

    private Completed convert(
            ConversionRequested request, Instant startedAt, WorkFolder folder, CompletableFuture<Void> canceled)
            throws IOException, ConversionException, InterruptedException {
        Path target = folder.path().resolve("audio.mp3");
        ConvertedAudio audio;
        try (StoredVideo video = StoredVideo.open(store, request.video())) {
            audio = converter.convert(
                    video,
                    target,
                    request.options(),
                    (fraction, duration) -> tell(request, startedAt, fraction, duration),
                    canceled);
        }
        Optional<Completed> meanwhile = stored(request, startedAt);
        if (meanwhile.isPresent()) {
            return meanwhile.get(); // Its size and hash may be in the ledger already.
        }
        Mp3Summary summary = store(request, new Mp3File(target, audio, FileTitle.of(request.filename())));
        return new Completed(request, startedAt, clock.instant(), Optional.of(audio.sourceDuration()), summary);
    }

    private void tell(ConversionRequested request, Instant startedAt, double fraction, Optional<Duration> duration) {
        progress.send(new ConversionProgress(request.jobId(), request.attempt(), startedAt, fraction, duration));
    }

    private Mp3Summary store(ConversionRequested request, Mp3File mp3) throws IOException {
        try (MediaWriter writer = store.create(request.mp3(), OptionalLong.of(mp3.bytes()))) {
            Mp3Summary summary = mp3.writeTo(writer);
            writer.commit();
            return summary;
        }
    }
}
