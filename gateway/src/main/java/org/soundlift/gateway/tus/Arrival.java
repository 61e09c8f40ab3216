package org.soundlift.gateway.tus;

import java.time.Instant;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.MediaId;
import org.soundlift.gateway.ledger.Owner;

/**
 * An upload that arrives in pieces.
 *
 * @param id of the job, once all is there
 * @param bytes of all pieces together
 * @param metadata as it was sent
 * @param expires when it is forgotten, unless more comes
 * @param isDone whether it is a job
 */
record Arrival(JobId id, Owner owner, long bytes, String metadata, Instant expires, boolean isDone) {
    MediaId video() {
        return id.video();
    }
}
