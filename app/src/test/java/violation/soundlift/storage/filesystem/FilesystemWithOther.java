package violation.soundlift.storage.filesystem;

import org.soundlift.queue.sql.SqlQueues;

/** Breaks a rule of ArchitectureTest on purpose. */
public record FilesystemWithOther(SqlQueues queues) {}
