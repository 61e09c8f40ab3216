package org.soundlift.gateway.jobs;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * What an owner has of the service.
 *
 * @param waiting jobs that have not ended
 * @param bytes of the videos of recent jobs
 * @param oldest when the first of these was made
 */
public record JobTotals(long waiting, long bytes, Optional<Instant> oldest) {
    /** @param since which jobs are recent */
    public static JobTotals of(Jdbi jdbi, Owner owner, Instant since) {
        // A range, which an index finds: of one account, or of "anonymous" and "anonymous:…".
        String whose = "owner >= :from and owner <= :to";
        String from = owner.quotaName();
        String to = owner.isAccount() ? from : from + ":~";
        return jdbi.withHandle(handle -> {
            long waiting = handle.createQuery(
                            "select count(*) from gateway_job where status in ('queued', 'processing') and " + whose)
                    .bind("from", from)
                    .bind("to", to)
                    .mapTo(Long.class)
                    .one();
            return handle.createQuery("select sum(source_bytes) as bytes, min(created_at) as oldest from gateway_job"
                            + " where created_at >= :since and " + whose)
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
        });
    }
}
