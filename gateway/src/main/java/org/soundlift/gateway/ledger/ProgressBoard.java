package org.soundlift.gateway.ledger;

import java.util.Map;
import java.util.Optional;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobId;
import org.soundlift.core.service.RecentlyUsed;

/** The progress of running jobs: in memory only, for it is never worth a write. */
public final class ProgressBoard implements LedgerListener {
    /** More than run at a time anywhere; an entry that was never removed makes room for newer ones. */
    private static final int REMEMBERED = 10_000;

    private final Map<JobId, Entry> entries = RecentlyUsed.map(REMEMBERED);

    /** A job in progress, and how far it is: 0 to 1, growing within an attempt. */
    public record Entry(Job job, double fraction) {
        private int attempt() {
            return job.attempt();
        }

        private Entry reaching(double other) {
            return new Entry(job, Math.max(fraction, other));
        }
    }

    /** Returns the progress of a job; 0 where nothing was reported. */
    public double fraction(Job job) {
        Entry entry = entries.get(job.id());
        return entry != null && entry.attempt() == job.attempt() ? entry.fraction() : 0;
    }

    boolean isNews(ConversionProgress report) {
        Entry entry = entries.get(report.jobId());
        return entry == null || entry.attempt() < report.attempt();
    }

    void begin(Job job, double fraction) {
        entries.put(job.id(), new Entry(job, fraction));
    }

    /** The entry after the report; empty if the report is of no job in progress. */
    Optional<Entry> update(ConversionProgress report) {
        return Optional.ofNullable(entries.computeIfPresent(
                report.jobId(),
                (id, entry) -> entry.attempt() == report.attempt() ? entry.reaching(report.fraction()) : entry));
    }

    @Override
    public void changed(Job job, Change change) {
        if (job.status().isFinal() || change == Change.DELETED) {
            forget(job.id());
        }
    }

    void forget(JobId id) {
        entries.remove(id);
    }
}
