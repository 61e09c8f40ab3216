package org.soundlift.app.chaos;

/** A way of running Soundlift. */
enum Way {
    /** One process on SQLite, with files. */
    ONE_PROCESS,
    /** The same, with disks of its own for the database, media and unfinished work, which only root can make. */
    SMALL_DISKS,
    /** Services on RabbitMQ, MariaDB and GridFS. */
    GRIDFS,
    /** Services on RabbitMQ, MariaDB and S3. */
    S3;

    boolean isServices() {
        return this == GRIDFS || this == S3;
    }
}
