package org.soundlift.gateway.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;

/** What is counted of jobs and queues. */
public final class Metrics {
    private final MeterRegistry registry;
    private final Counter uploads;
    private final Counter uploadedBytes;

    public Metrics(MeterRegistry registry) {
        this.registry = registry;
        this.uploads = Counter.builder("soundlift.uploads")
                .description("Videos accepted")
                .register(registry);
        this.uploadedBytes = Counter.builder("soundlift.uploaded")
                .description("Bytes of videos accepted")
                .baseUnit("bytes")
                .register(registry);
    }

    /** How long a queue is, asked when Prometheus asks. */
    public void watch(String name, WorkQueue<?> queue) {
        Gauge.builder("soundlift.queue.waiting", () -> count(queue::waiting))
                .description("Messages that wait for a consumer")
                .tag("queue", name)
                .register(registry);
        Gauge.builder("soundlift.queue.dead", () -> count(queue::dead))
                .description("Messages that nobody could consume")
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

    public void accepted(long bytes) {
        uploads.increment();
        uploadedBytes.increment((double) bytes);
    }

    /** A job came to its end. */
    public void ended(JobStatus status) {
        registry.counter("soundlift.jobs.ended", "status", status.wireName()).increment();
    }
}
