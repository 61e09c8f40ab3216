package violation.soundlift.queue.rabbitmq;

import org.soundlift.queue.sql.SqlQueues;

/** Breaks a rule of ArchitectureTest on purpose. */
public record RabbitWithOther(SqlQueues queues) {}
