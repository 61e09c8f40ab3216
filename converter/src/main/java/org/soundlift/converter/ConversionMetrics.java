package org.soundlift.converter;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.soundlift.converter.ffmpeg.SandboxProof;
import org.soundlift.converter.ffmpeg.SandboxProof.Denial;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;

/** The metrics of conversions: how many ended how, and how long they took. */
final class ConversionMetrics {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final MeterRegistry registry;

    ConversionMetrics(MeterRegistry registry, RunningConversions running) {
        this.registry = registry;
        Gauge.builder("soundlift.conversions.running", running, RunningConversions::count)
                .description("Conversions that run now")
                .register(registry);
    }

    /** Publishes the denials of the sandbox that were seen when the service started: 1, or 0 where there was none. */
    void proved(SandboxProof proof) {
        for (Denial denial : Denial.values()) {
            Gauge.builder("soundlift.sandbox.denied", () -> proof.denied().contains(denial) ? 1 : 0)
                    .description("Whether FFmpeg was seen to be denied what its sandbox denies")
                    .tag("what", denial.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    /** Counts a conversion whose end is published. */
    void ended(ConversionFinished finished) {
        String result = switch (finished) {
            case Completed _ -> "completed";
            case Failed failed -> failed.failure().code().name();
        };
        Timer.builder("soundlift.conversion")
                .description("Conversions that ended, and the time they took")
                .serviceLevelObjectives(BUCKETS)
                .tag("result", result)
                .register(registry)
                .record(Duration.between(finished.startedAt(), finished.finishedAt()));
    }
}
