package org.soundlift.gateway.ledger;

import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.JobChanged;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.gateway.ledger.JobEvents.Deleted;

/** Tells the other gateways on the same database of each change, and takes note of the changes that those make. */
public final class OtherGateways implements LedgerListener {
    private static final Logger LOG = LoggerFactory.getLogger(OtherGateways.class);

    private final String self = UUID.randomUUID().toString();
    private final Broadcast<JobChanged> changes;
    private final Jobs jobs;
    private final JobEvents events;
    private final ProgressBoard progress;
    private final LedgerListener relay;

    public OtherGateways(
            Broadcast<JobChanged> changes, Jobs jobs, JobEvents events, ProgressBoard progress, LedgerListener relay) {
        this.changes = changes;
        this.jobs = jobs;
        this.events = events;
        this.progress = progress;
        this.relay = relay;
    }

    public void start() {
        changes.listen(this::received);
    }

    @Override
    public void changed(Job job, Change change) {
        switch (change) {
            case EXPIRED -> {} // Nothing waits for it.
            case DELETED ->
                changes.send(JobChanged.deleted(
                        job.id(), self, new JobChanged.Deletion(job.owner().id(), job.revision())));
            case ACCEPTED, FETCHING, FETCHED, STARTED, FINISHED, CANCELED, RETRIED ->
                changes.send(JobChanged.of(job.id(), self));
        }
    }

    private void received(JobChanged message) {
        if (message.gateway().equals(self)) {
            return;
        }
        message.deletion()
                .ifPresentOrElse(
                        gone -> {
                            progress.forget(message.jobId());
                            events.publish(new Deleted(message.jobId(), gone.owner(), gone.revision()));
                        },
                        () -> find(message));
    }

    private void find(JobChanged message) {
        try {
            jobs.find(message.jobId()).ifPresent(job -> {
                Change change = change(job);
                progress.changed(job, change);
                relay.changed(job, change);
                events.changed(job, change);
            });
        } catch (JdbiException e) {
            LOG.debug("Job {}: its change is lost", message.jobId(), e);
        }
    }

    /** The message does not say what has changed; the state of the job does. */
    private static Change change(Job job) {
        return switch (job.status()) {
            case QUEUED -> queued(job);
            case PROCESSING -> Change.STARTED;
            case COMPLETED, FAILED -> Change.FINISHED;
            case CANCELED -> Change.CANCELED;
        };
    }

    private static Change queued(Job job) {
        if (job.video().fetch().filter(fetch -> fetch.bytes() > 0).isPresent()) {
            return Change.FETCHING;
        }
        return job.attempt() > 1 ? Change.RETRIED : Change.ACCEPTED;
    }
}
