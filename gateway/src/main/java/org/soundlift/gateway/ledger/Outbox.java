package org.soundlift.gateway.ledger;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.soundlift.core.job.JobId;

/** Table {@code gateway_outbox}: orders to publish a job, written in the transaction that accepts it. */
public final class Outbox {
    private Outbox() {}

    /**
     * An order.
     *
     * @param id sorts in order of arrival
     */
    public record Row(String id, JobId jobId, int attempt) {}

    /** Orders a job, to be published when the transaction is done. */
    public static void add(Handle handle, Job job, long revision) {
        handle.createUpdate("insert into gateway_outbox (id, job_id, attempt) values (:id, :jobId, :attempt)")
                // Another gateway may accept a job in the same microsecond.
                .bind("id", "%020d-%s".formatted(revision, job.id().value().substring(0, 16)))
                .bind("jobId", job.id().value())
                .bind("attempt", job.attempt())
                .execute();
    }

    /** Returns the orders that have waited longest, in order of arrival. */
    public static List<Row> oldest(Handle handle, int count) {
        return handle.createQuery("select * from gateway_outbox order by id limit " + count)
                .map((row, _) ->
                        new Row(row.getString("id"), new JobId(row.getString("job_id")), row.getInt("attempt")))
                .list();
    }

    /** Removes an order that was published. */
    public static void remove(Handle handle, Row row) {
        handle.createUpdate("delete from gateway_outbox where id = :id")
                .bind("id", row.id())
                .execute();
    }

    static void forgetJob(Handle handle, JobId id) {
        handle.createUpdate("delete from gateway_outbox where job_id = :id")
                .bind("id", id.value())
                .execute();
    }
}
