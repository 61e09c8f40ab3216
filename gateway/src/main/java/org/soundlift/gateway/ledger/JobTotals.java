package org.soundlift.gateway.ledger;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * An owner's use of the service.
 *
 * @param waiting jobs that have not ended
 * @param bytes of the videos of recent jobs
 * @param oldest the time at which the first of these was accepted
 */
public record JobTotals(long waiting, long bytes, Optional<Instant> oldest) {
    static JobTotals of(Handle handle, Owner owner, Instant since) {
        String from = OwnerColumn.shareFrom(owner);
        String to = OwnerColumn.shareTo(owner);
        long waiting = handle.createQuery(
                        "select count(*) from gateway_job where status in ('queued', 'processing') and "
                                + OwnerColumn.SHARE)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Long.class)
                .one();
        return handle.createQuery("select sum(source_bytes) as bytes, min(created_at) as oldest from gateway_job"
                        + " where created_at >= :since and " + OwnerColumn.SHARE)
                .bind("since", since.toEpochMilli())
                .bind("from", from)
                .bind("to", to)
                .map((row, _) -> {
                    long oldest = row.getLong("oldest");
                    return new JobTotals(
                            waiting,
                            row.getLong("bytes"),
                            oldest == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(oldest)));
                })
                .one();
    }
}
