package org.soundlift.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.LedgerListener;

/** The metrics of jobs and queues. */
final class GatewayMetrics implements LedgerListener {
    private final MeterRegistry registry;
    private final Counter uploads;
    private final Counter uploadedBytes;

    GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
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
        Gauge.builder("soundlift.queue.dead", () -> count(queue::dead))
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
            case FETCHING, STARTED, RETRIED, EXPIRED, DELETED -> {}
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
