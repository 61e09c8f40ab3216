package violation.soundlift.auth;

import org.soundlift.gateway.Gateway;
import org.soundlift.queue.sql.SqlQueues;

/** Breaks a rule of ArchitectureTest on purpose. */
public record AuthWithOthers(Gateway gateway, SqlQueues queues) {}
