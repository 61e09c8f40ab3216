package org.soundlift.gateway.events;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.soundlift.core.job.JobChanged;
import org.soundlift.core.job.JobId;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.gateway.jobs.Job;
import org.soundlift.gateway.jobs.Owner;
import org.soundlift.gateway.jobs.ProgressBoard;

/**
 * Passes on what happens to jobs, to those who wait for it here and at the gateways beside this one. A state is passed
 * on only after it is durable.
 */
public final class JobEvents implements AutoCloseable {
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final String gateway = UUID.randomUUID().toString();
    private final Broadcast<JobChanged> changes;
    private volatile boolean closed;

    /** @param changes tells the other gateways, and this one too */
    public JobEvents(Broadcast<JobChanged> changes) {
        this.changes = changes;
    }

    /** Something that happened to a job. */
    public sealed interface Event {
        JobId id();

        Owner owner();
    }

    /** The job is in a new state. */
    public record StateChanged(Job job) implements Event {
        @Override
        public JobId id() {
            return job.id();
        }

        @Override
        public Owner owner() {
            return job.owner();
        }
    }

    /** The job has come further. */
    public record Progressed(ProgressBoard.Entry entry) implements Event {
        @Override
        public JobId id() {
            return entry.id();
        }

        @Override
        public Owner owner() {
            return entry.owner();
        }
    }

    /** Passes on events that {@code wanted} accepts until the subscriber is closed. */
    public Subscriber subscribe(Predicate<Event> wanted) {
        Subscriber subscriber = new Subscriber(wanted, subscribers::remove);
        subscribers.add(subscriber);
        if (closed) {
            subscriber.end();
        }
        return subscriber;
    }

    /** This gateway has written a new state. */
    public void stateChanged(Job job) {
        publish(new StateChanged(job));
        changes.send(new JobChanged(job.id(), gateway));
    }

    /** Whether another gateway has written it, so that it is news here. */
    public boolean isFromElsewhere(JobChanged change) {
        return !change.gateway().equals(gateway);
    }

    /** Another gateway has written a new state. */
    public void stateChangedElsewhere(Job job) {
        publish(new StateChanged(job));
    }

    public void progressed(ProgressBoard.Entry entry) {
        publish(new Progressed(entry));
    }

    private void publish(Event event) {
        subscribers.forEach(subscriber -> subscriber.offer(event));
    }

    /** Ends all subscriptions. */
    @Override
    public void close() {
        closed = true;
        subscribers.forEach(Subscriber::end);
    }
}
