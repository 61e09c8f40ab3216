package violation.soundlift.notification;

import com.rabbitmq.client.Connection;
import org.soundlift.gateway.Gateway;
import org.soundlift.queue.sql.SqlQueues;

/** Breaks a rule of ArchitectureTest on purpose. */
public record NotificationWithOthers(Gateway gateway, SqlQueues queues, Connection driver) {}
