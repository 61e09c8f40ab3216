package org.soundlift.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobEvents;
import org.soundlift.gateway.ledger.LedgerListener;
import org.soundlift.gateway.ledger.Workload;

/** The metrics of jobs and queues. */
final class GatewayMetrics implements LedgerListener {
    private static final Duration[] WAITS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(6)
    };

    private final MeterRegistry registry;
    private final Counter uploads;
    private final Counter uploadedBytes;
    private final Timer wait;

    GatewayMetrics(MeterRegistry registry, Workload work, JobEvents events, Clock clock) {
        this.registry = registry;
        this.wait = Timer.builder("soundlift.job.wait")
                .description("The time between the order and the beginning of a conversion")
                .serviceLevelObjectives(WAITS)
                .register(registry);
        Recent<Workload.Figures> figures = new Recent<>(work::figures, clock);
        gauge("soundlift.jobs.unfinished", "Jobs that have not ended", figures, Workload.Figures::queued)
                .tag("status", JobStatus.QUEUED.wireName())
                .register(registry);
        gauge("soundlift.jobs.unfinished", "Jobs that have not ended", figures, Workload.Figures::processing)
                .tag("status", JobStatus.PROCESSING.wireName())
                .register(registry);
        gauge(
                        "soundlift.jobs.oldest.age",
                        "The age of the job that has waited longest; 0 if none waits",
                        figures,
                        found -> age(found, clock))
                .baseUnit("seconds")
                .register(registry);
        Gauge.builder("soundlift.events.clients", events, JobEvents::subscribers)
                .description("Clients that follow events now")
                .register(registry);
        this.uploads = Counter.builder("soundlift.uploads")
                .description("Videos accepted")
                .register(registry);
        this.uploadedBytes = Counter.builder("soundlift.uploaded")
                .description("Bytes of videos accepted")
                .baseUnit("bytes")
                .register(registry);
    }

    /** Publishes the length of a queue, asked when Prometheus asks. */
    void watch(String name, WorkQueue<?> queue) {
        Gauge.builder("soundlift.queue.waiting", () -> count(queue::waiting))
                .description("Messages that wait for a consumer")
                .tag("queue", name)
                .register(registry);
        Gauge.builder("soundlift.queue.dead", () -> count(() -> queue.dead().count()))
                .description("Messages that could not be consumed: dead letters")
                .tag("queue", name)
                .register(registry);
    }

    private interface Count {
        long get() throws QueueUnavailableException;
    }

    private static double count(Count count) {
        try {
            return (double) count.get();
        } catch (QueueUnavailableException unknown) {
            return Double.NaN;
        }
    }

    private static Gauge.Builder<?> gauge(
            String name, String help, Recent<Workload.Figures> figures, ToLongFunction<Workload.Figures> number) {
        return Gauge.builder(
                        name,
                        () -> figures.get()
                                .map(found -> (double) number.applyAsLong(found))
                                .orElse(Double.NaN))
                .description(help);
    }

    private static long age(Workload.Figures figures, Clock clock) {
        return figures.oldest()
                .map(since ->
                        Math.max(0, Duration.between(since, clock.instant()).toSeconds()))
                .orElse(0L);
    }

    @Override
    public void changed(Job job, Change change) {
        switch (change) {
            case ACCEPTED -> {
                if (job.video().fetch().isEmpty()) {
                    came(job.video());
                }
            }
            case FETCHED -> came(job.video());
            case FINISHED, CANCELED -> ended(job.status());
            case STARTED ->
                job.times()
                        .startedAt()
                        .ifPresent(begun ->
                                wait.record(Duration.between(job.times().queuedAt(), begun)));
            case FETCHING, RETRIED, EXPIRED, DELETED -> {}
        }
    }

    private void came(Job.Video video) {
        uploads.increment();
        uploadedBytes.increment((double) video.bytes());
    }

    private void ended(JobStatus status) {
        Counter.builder("soundlift.jobs.ended")
                .description("Attempts that ended, by the state they ended in")
                .tag("status", status.wireName())
                .register(registry)
                .increment();
    }
}
