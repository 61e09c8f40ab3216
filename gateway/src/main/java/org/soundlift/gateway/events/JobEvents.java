package org.soundlift.gateway.events;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.jobs.Job;
import org.soundlift.gateway.jobs.Owner;
import org.soundlift.gateway.jobs.ProgressBoard;

/** Passes on what happens to jobs, to those who wait for it. A state is passed on only after it is durable. */
public final class JobEvents implements AutoCloseable {
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

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

    public void stateChanged(Job job) {
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
