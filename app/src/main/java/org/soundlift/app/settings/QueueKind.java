package org.soundlift.app.settings;

/** The kinds of queue. */
public enum QueueKind {
    /** In the database, for one process. */
    SQL,
    /** In a broker, for many. */
    RABBITMQ
}
