package org.soundlift.gateway.ledger;

/** Hears of each change of a job, after it is durable. */
@FunctionalInterface
public interface LedgerListener {
    /** The kinds of change. */
    enum Change {
        ACCEPTED,
        /** More of its video is here. */
        FETCHING,
        FETCHED,
        STARTED,
        FINISHED,
        CANCELED,
        RETRIED,
        /** Video and MP3 are no longer kept. */
        EXPIRED,
        DELETED
    }

    /**
     * Takes note of a change. Must be quick: the request that made the change waits.
     *
     * @param job after the change; of a deleted job its last state
     */
    void changed(Job job, Change change);
}
