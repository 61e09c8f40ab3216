package org.soundlift.gateway.jobs;

import java.io.IOException;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobChanged;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.gateway.events.JobEvents;
import org.soundlift.gateway.status.Metrics;

/** Writes into the ledger what converters tell: the end of a job for certain, its progress as it comes. */
public final class LedgerUpdates implements WorkQueue.Handler<ConversionFinished> {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerUpdates.class);

    private final Jobs jobs;
    private final MediaStore store;
    private final OutboxRelay relay;
    private final ProgressBoard progress;
    private final JobEvents events;
    private final Metrics metrics;

    public LedgerUpdates(
            Jobs jobs, MediaStore store, OutboxRelay relay, ProgressBoard progress, JobEvents events, Metrics metrics) {
        this.jobs = jobs;
        this.store = store;
        this.relay = relay;
        this.progress = progress;
        this.events = events;
        this.metrics = metrics;
    }

    @Override
    public Outcome handle(WorkQueue.Delivery<ConversionFinished> delivery) throws IOException {
        ConversionFinished finished = delivery.message();
        JobId id = finished.request().jobId();
        Optional<Job> changed = jobs.finished(finished);
        if (changed.isPresent()) {
            progress.forget(id);
            metrics.ended(changed.get().status());
            events.stateChanged(changed.get());
        } else if (finished instanceof Completed && isUnwanted(id)) {
            store.delete(finished.request().mp3());
        }
        return Outcome.DONE;
    }

    /** Whether the job was deleted or canceled while it was converted. */
    private boolean isUnwanted(JobId id) {
        return jobs.find(id).map(job -> job.status() == JobStatus.CANCELED).orElse(true);
    }

    /** Another gateway has changed a job. */
    public void changed(JobChanged change) {
        if (!events.isFromElsewhere(change)) {
            return;
        }
        try {
            jobs.find(change.jobId()).ifPresent(job -> {
                if (job.status() == JobStatus.QUEUED) {
                    relay.wake(); // This gateway may be the one that publishes.
                }
                if (job.status().isFinal()) {
                    progress.forget(job.id());
                }
                events.stateChangedElsewhere(job);
            });
        } catch (JdbiException e) {
            LOG.debug("That job {} has changed is lost", change.jobId(), e);
        }
    }

    /** Takes a report of progress; reports of jobs that have ended are ignored. */
    public void progressed(ConversionProgress report) {
        try {
            if (progress.isNews(report)) {
                jobs.started(report).ifPresent(events::stateChanged);
                jobs.find(report.jobId())
                        .filter(job -> job.status() == JobStatus.PROCESSING && job.attempt() == report.attempt())
                        .ifPresent(job -> progress.begin(report, job.owner(), job.revision()));
            }
            progress.update(report).ifPresent(events::progressed);
        } catch (JdbiException e) {
            LOG.debug("Progress of job {} is lost", report.jobId(), e);
        }
    }
}
