package org.soundlift.app;

/** Where the queues are. */
enum QueueKind {
    /** In the database, for one process. */
    SQL,
    /** In a broker, for many. */
    RABBITMQ
}
