package org.soundlift.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
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
     * @param share of the service, as {@link Owner#quotaName}
     * @param priority higher ones are first
     */
    public record Row(String id, JobId jobId, int attempt, String share, int priority) {
        private static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("id"),
                    new JobId(row.getString("job_id")),
                    row.getInt("attempt"),
                    row.getString("share"),
                    row.getInt("priority"));
        }
    }

    /** Orders a job, to be published when the transaction is done. */
    public static void add(Handle handle, Job job, long revision) {
        handle.createUpdate("insert into gateway_outbox (id, job_id, attempt, share)"
                        + " values (:id, :jobId, :attempt, :share)")
                // Another gateway may accept a job in the same microsecond.
                .bind("id", "%020d-%s".formatted(revision, job.id().value().substring(0, 16)))
                .bind("jobId", job.id().value())
                .bind("attempt", job.attempt())
                .bind("share", job.owner().quotaName())
                .execute();
    }

    public static boolean isEmpty(Handle handle) {
        return handle.createQuery("select id from gateway_outbox limit 1")
                .mapTo(String.class)
                .findOne()
                .isEmpty();
    }

    /** Returns the orders that have waited longest: one of each share and priority. */
    public static List<Row> heads(Handle handle) {
        return handle.createQuery("select o.* from gateway_outbox o join"
                        + " (select min(id) as id from gateway_outbox group by share, priority) h on h.id = o.id")
                .map((row, _) -> Row.read(row))
                .list();
    }

    /** Puts the order of a job before all others. Returns false if it does not wait here. */
    static boolean putFirst(Handle handle, JobId id) {
        return handle.createUpdate("update gateway_outbox set priority = 1 where job_id = :id")
                        .bind("id", id.value())
                        .execute()
                > 0;
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
