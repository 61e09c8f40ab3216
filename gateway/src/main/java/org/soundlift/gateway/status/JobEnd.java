package org.soundlift.gateway.status;

import java.time.Duration;
import java.util.Optional;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobEvents;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.Subscriber;

/** Waits for the end of jobs. */
public final class JobEnd {
    /** News from other gateways may get lost. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private final Jobs jobs;
    private final JobEvents events;

    public JobEnd(Jobs jobs, JobEvents events) {
        this.jobs = jobs;
        this.events = events;
    }

    /** Returns the job when it has ended, or as it is after {@code patience}; empty if it was deleted. */
    public Optional<Job> await(Owner owner, Job job, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Subscriber subscriber = events.subscribe(event -> event.id().equals(job.id()))) {
            Optional<Job> latest = jobs.find(owner, job.id());
            long left = deadline - System.nanoTime();
            while (left > 0
                    && !subscriber.isEnded()
                    && latest.filter(j -> !j.status().isFinal()).isPresent()) {
                Optional<JobEvents.Event> event = subscriber.await(Duration.ofNanos(Math.min(left, LOOK_AGAIN_NANOS)));
                if (event.filter(JobEvents.Progressed.class::isInstance).isEmpty()) {
                    latest = jobs.find(owner, job.id());
                }
                left = deadline - System.nanoTime();
            }
            return latest;
        }
    }
}
