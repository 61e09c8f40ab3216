package org.soundlift.gateway.ledger;

import java.io.IOException;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.MediaStore;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.gateway.ledger.JobEvents.Progressed;

/** Enters the reports of converters: the end of an attempt for certain, its progress as it comes. */
public final class LedgerUpdates implements WorkQueue.Handler<ConversionFinished> {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerUpdates.class);

    private final Ledger ledger;
    private final MediaStore store;
    private final ProgressBoard progress;
    private final JobEvents events;

    public LedgerUpdates(Ledger ledger, MediaStore store, ProgressBoard progress, JobEvents events) {
        this.ledger = ledger;
        this.store = store;
        this.progress = progress;
        this.events = events;
    }

    @Override
    public Outcome handle(WorkQueue.Delivery<ConversionFinished> delivery) throws IOException {
        ConversionFinished finished = delivery.message();
        boolean changed = ledger.finished(finished).isPresent();
        if (!changed
                && finished instanceof Completed
                && isUnwanted(finished.request().jobId())) {
            store.delete(finished.request().mp3());
        }
        return Outcome.DONE;
    }

    /** Returns true if the job was deleted or canceled while it was converted. */
    private boolean isUnwanted(JobId id) {
        return ledger.jobs()
                .find(id)
                .map(job -> job.status() == JobStatus.CANCELED)
                .orElse(true);
    }

    /** Takes a report of progress. Reports of jobs that have ended are ignored. */
    public void progressed(ConversionProgress report) {
        try {
            if (progress.isNews(report)) {
                ledger.started(report);
                ledger.jobs()
                        .find(report.jobId())
                        .filter(job -> job.status() == JobStatus.PROCESSING && job.attempt() == report.attempt())
                        .ifPresent(job -> progress.begin(job, report.fraction()));
            }
            progress.update(report).ifPresent(entry -> events.publish(new Progressed(entry)));
        } catch (JdbiException e) {
            LOG.debug("Job {}: a report of progress is lost", report.jobId(), e);
        }
    }
}
