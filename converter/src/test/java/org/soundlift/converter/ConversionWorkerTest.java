package org.soundlift.converter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.converter.convert.Converter;
import org.soundlift.converter.convert.ConverterLimits;
import org.soundlift.converter.ffmpeg.Ffmpeg;
import org.soundlift.converter.sandbox.Sandbox;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.media.MediaWriter;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue.Delivery;

/** The outcome of a message when things go wrong. FFmpeg is never reached here. */
class ConversionWorkerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final JobId JOB = JobId.random();
    private static final ConversionRequested REQUEST = new ConversionRequested(
            JOB,
            1,
            JOB.video(),
            JOB.mp3(),
            "ada",
            "talk.mp4",
            AudioOptions.DEFAULT,
            NOW,
            Optional.empty(),
            Optional.empty());

    @TempDir
    Path folder;

    private final InMemoryMediaStore store = new InMemoryMediaStore();
    private final RunningConversions running = new RunningConversions();
    private final List<ConversionFinished> announced = new ArrayList<>();

    private Outcome handle(int attempt) throws Exception {
        Ffmpeg absent = new Ffmpeg(folder.resolve("no-ffmpeg"), "0", "0", Sandbox.off());
        ConverterLimits limits = new ConverterLimits(Duration.ofHours(1), Duration.ofMinutes(1));
        ConversionWorker worker = new ConversionWorker(
                new Converter(absent, Optional::empty, 1, limits),
                store,
                new Recorder(),
                running,
                folder,
                Clock.fixed(NOW, ZoneOffset.UTC));
        return worker.handle(new Delivery<>(REQUEST, attempt));
    }

    private final class Recorder implements ConversionWorker.Reports {
        @Override
        public void progressed(ConversionProgress progress) {}

        @Override
        public void finished(ConversionFinished finished) {
            announced.add(finished);
        }
    }

    private void storeVideo(String content) throws IOException {
        try (MediaWriter writer = store.create(REQUEST.video(), OptionalLong.empty())) {
            writer.write(content.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            writer.commit();
        }
    }

    private FailureCode announcedCode() {
        assertThat(announced).hasSize(1);
        return ((Failed) announced.getFirst()).failure().code();
    }

    @Test
    void defectOfTheInputEndsTheJobAtOnce() throws Exception {
        storeVideo("\0\0\0\20ftypisom\0\0\0\0");
        assertThat(handle(1)).isEqualTo(Outcome.DONE);
        assertThat(announcedCode()).isEqualTo(FailureCode.MALFORMED_MEDIA);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void faultOfTheSurroundingsIsRetriedFourTimes() throws Exception {
        storeVideo("\u001aE\u00df\u00a3, which goes to FFmpeg, which is absent");
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(handle(attempt)).isInstanceOf(Outcome.Retry.class);
        }
        assertThat(announced).isEmpty();
        assertThat(handle(5)).isInstanceOf(Outcome.Reject.class);
        assertThat(announcedCode()).isEqualTo(FailureCode.INTERNAL_ERROR);
    }

    @Test
    void messageThatKillsItsConverterIsGivenUpUntouched() throws Exception {
        storeVideo("never read");
        assertThat(handle(6)).isInstanceOf(Outcome.Reject.class);
        assertThat(announcedCode()).isEqualTo(FailureCode.INTERNAL_ERROR);
    }

    @Test
    void jobWhoseVideoIsGoneFailsAtOnce() throws Exception {
        assertThat(handle(1)).isEqualTo(Outcome.DONE);
        assertThat(announcedCode()).isEqualTo(FailureCode.INTERNAL_ERROR);
    }

    @Test
    void faultDuringAShutdownIsNoAttempt() throws Exception {
        storeVideo("\u001aE\u00df\u00a3, which goes to FFmpeg, which is absent");
        running.drain();
        assertThat(handle(5)).isEqualTo(Outcome.RELEASE);
        assertThat(announced).isEmpty();
    }

    @Test
    void canceledJobIsForgotten() throws Exception {
        storeVideo("\0\0\0\20ftypisom\0\0\0\0");
        running.cancel(new CancelRequested(JOB, 1));
        assertThat(handle(1)).isEqualTo(Outcome.DONE);
        assertThat(announced).isEmpty();
    }

    @Test
    void closingServiceGivesMessagesBack() throws Exception {
        storeVideo("\0\0\0\20ftypisom\0\0\0\0");
        running.close();
        assertThat(handle(1)).isEqualTo(Outcome.RELEASE);
        assertThat(announced).isEmpty();
    }
}
