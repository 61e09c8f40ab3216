package org.soundlift.gateway.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.soundlift.core.job.JobId;

/** Passes on to subscribers at this gateway what happens to jobs. A state is passed on only after it is durable. */
public final class JobEvents implements LedgerListener, AutoCloseable {
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** An event of a job. */
    public sealed interface Event {
        JobId id();

        /** Returns {@link Owner#id}. */
        String ownerId();
    }

    /** The job is in a new state. */
    public record StateChanged(Job job) implements Event {
        @Override
        public JobId id() {
            return job.id();
        }

        @Override
        public String ownerId() {
            return job.owner().id();
        }
    }

    /** The job has come further. */
    public record Progressed(ProgressBoard.Entry entry) implements Event {
        @Override
        public JobId id() {
            return entry.job().id();
        }

        @Override
        public String ownerId() {
            return entry.job().owner().id();
        }
    }

    /** The job is gone. */
    public record Deleted(JobId id, String ownerId, long revision) implements Event {}

    /** Passes on events that {@code wanted} accepts until the subscriber is closed. */
    public Subscriber subscribe(Predicate<Event> wanted) {
        Subscriber subscriber = new Subscriber(wanted, subscribers::remove);
        subscribers.add(subscriber);
        if (closed) {
            subscriber.end();
        }
        return subscriber;
    }

    @Override
    public void changed(Job job, Change change) {
        switch (change) {
            case EXPIRED -> {} // Its state is what it was.
            case DELETED -> publish(new Deleted(job.id(), job.owner().id(), job.revision()));
            case ACCEPTED, FETCHING, FETCHED, STARTED, FINISHED, CANCELED, RETRIED -> publish(new StateChanged(job));
        }
    }

    void publish(Event event) {
        subscribers.forEach(subscriber -> subscriber.offer(event));
    }

    /** Returns how many follow events now. */
    public int subscribers() {
        return subscribers.size();
    }

    /** Ends all subscriptions. */
    @Override
    public void close() {
        closed = true;
        subscribers.forEach(Subscriber::end);
    }
}
