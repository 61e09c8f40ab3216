package org.soundlift.app.settings;

/** Where the queues are. */
public enum QueueKind {
    /** In the database, for one process. */
    SQL,
    /** In a broker, for many. */
    RABBITMQ
}
