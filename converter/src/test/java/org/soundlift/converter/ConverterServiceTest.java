package org.soundlift.converter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.converter.convert.ConverterLimits;
import org.soundlift.converter.ffmpeg.FfmpegLocator;
import org.soundlift.converter.sandbox.SandboxMode;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.fleet.DrainRequested;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.media.InMemoryMediaStore;
import org.soundlift.core.queue.RecordingBroadcast;
import org.soundlift.core.queue.RecordingWorkQueue;
import org.soundlift.core.service.CheckResult;

class ConverterServiceTest {
    @TempDir
    Path folder;

    private final RecordingWorkQueue<ConversionRequested> video = new RecordingWorkQueue<>();
    private final RecordingBroadcast<ConverterReport> reports = new RecordingBroadcast<>();
    private final RecordingBroadcast<DrainRequested> drains = new RecordingBroadcast<>();

    private ConverterService service(Optional<Path> ffmpeg) {
        return new ConverterService(
                new ConverterService.ConverterConfig(
                        new FfmpegLocator(ffmpeg, Optional.empty(), "", folder.resolve("cache")),
                        SandboxMode.AUTO,
                        new ConverterLimits(Duration.ofHours(1), Duration.ofMinutes(1)),
                        1,
                        Duration.ZERO,
                        folder.resolve("work")),
                new InMemoryMediaStore(),
                new ConverterService.Messaging(
                        video,
                        new RecordingWorkQueue<>(),
                        new RecordingWorkQueue<>(),
                        new RecordingBroadcast<>(),
                        new RecordingBroadcast<>(),
                        new Fleet(reports, drains)),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }

    @Test
    void serviceThatIsNotStartedIsNotBroken() throws Exception {
        ConverterService service = service(Optional.empty());
        assertThat(service.check()).isEqualTo(CheckResult.STARTING);
        assertThat(service.name()).isEqualTo("converter");
        service.start();
        assertThat(service.check()).isEqualTo(CheckResult.OK);
        assertThat(service.name()).startsWith("ffmpeg ");
        service.close();
    }

    @Test
    void converterThatDrainsTakesNoWorkUntilItIsAskedToTakeSome() throws Exception {
        ConverterService service = service(Optional.empty());
        service.start();
        await().until(() -> !reports.sent().isEmpty());
        ConverterReport first = reports.sent().getFirst();
        assertThat(first.draining()).isFalse();
        assertThat(first.slots()).isOne();
        assertThat(first.about().ffmpeg()).isNotEmpty();
        assertThat(video.slots()).isOne();

        drains.send(new DrainRequested("another converter", true));
        assertThat(video.slots()).isOne();
        drains.send(new DrainRequested(first.id(), true));
        assertThat(video.slots()).isZero();
        await().until(() -> reports.sent().getLast().draining());

        drains.send(new DrainRequested(first.id(), false));
        assertThat(video.slots()).isOne();
        await().until(() -> !reports.sent().getLast().draining());
        service.close();
        assertThat(video.slots()).isZero();
        drains.send(new DrainRequested(first.id(), true));
        drains.send(new DrainRequested(first.id(), false));
        assertThat(video.slots()).as("a closed one takes none").isZero();
    }

    @Test
    void serviceWhoseStartFailsCanBeClosed() {
        ConverterService service = service(Optional.of(folder.resolve("none")));
        assertThatThrownBy(service::start).isInstanceOf(IOException.class).hasMessageContaining("SOUNDLIFT_FFMPEG");
        assertThat(service.check()).isEqualTo(CheckResult.STARTING);
        service.close();
    }
}
