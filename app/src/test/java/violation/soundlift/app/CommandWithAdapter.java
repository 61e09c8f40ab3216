package violation.soundlift.app;

import org.soundlift.queue.sql.SqlQueues;

/** Breaks a rule of ArchitectureTest on purpose. */
public record CommandWithAdapter(SqlQueues queues) {}
