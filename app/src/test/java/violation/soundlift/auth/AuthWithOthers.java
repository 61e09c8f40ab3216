package violation.soundlift.auth;

import com.rabbitmq.client.Connection;
import org.soundlift.gateway.Gateway;
import org.soundlift.queue.sql.SqlQueues;

/** Breaks a rule of ArchitectureTest on purpose. */
public record AuthWithOthers(Gateway gateway, SqlQueues queues, Connection driver) {}
