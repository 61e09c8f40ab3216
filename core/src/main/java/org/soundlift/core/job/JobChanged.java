package org.soundlift.core.job;

import java.util.Optional;

/**
 * A gateway has written a new state of a job to the ledger; the gateways beside it pass that on to their clients. Lossy.
 *
 * @param gateway the one that wrote it
 * @param deletion present if the job is gone, so that it can't be looked up
 */
public record JobChanged(JobId jobId, String gateway, Optional<Deletion> deletion) {
    /**
     * The rest of a deleted job.
     *
     * @param owner as in the ledger: only its event streams hear of the deletion
     * @param revision of the deletion
     */
    public record Deletion(String owner, long revision) {}

    public static JobChanged of(JobId jobId, String gateway) {
        return new JobChanged(jobId, gateway, Optional.empty());
    }

    public static JobChanged deleted(JobId jobId, String gateway, Deletion deletion) {
        return new JobChanged(jobId, gateway, Optional.of(deletion));
    }
}
