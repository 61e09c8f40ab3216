package org.soundlift.queue.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What stands beside the body of a message.
 *
 * @param id the same for all copies and deliveries of a message
 * @param attempt of this delivery, from 1
 */
record MessageProperties(String id, int attempt) {
    /** How many attempts were made on earlier copies of the message: a copy's own are counted by the broker. */
    static final String ATTEMPTS = "x-soundlift-attempts";
    /** Why it is among the dead letters. */
    static final String REASON = "x-soundlift-reason";
    /** How often the broker has delivered this copy and got it back; quorum queues count it. */
    private static final String DELIVERY_COUNT = "x-delivery-count";

    private static final int PERSISTENT = 2;
    /** Quorum queues know two priorities since RabbitMQ 4.0: above 4 is before all others. Older ones ignore it. */
    private static final int FIRST = 9;

    static BasicProperties fresh(Clock clock) {
        return new MessageProperties(UUID.randomUUID().toString(), 1)
                .builder()
                .timestamp(Date.from(clock.instant()))
                .build();
    }

    static MessageProperties of(Delivery delivery) {
        BasicProperties properties = delivery.getProperties();
        Map<String, Object> headers = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
        int redelivered = delivery.getEnvelope().isRedeliver() ? 1 : 0; // All that other types of queues tell.
        int ofThisCopy = Math.max(number(headers, DELIVERY_COUNT), redelivered);
        String id = properties.getMessageId() == null ? UUID.randomUUID().toString() : properties.getMessageId();
        return new MessageProperties(id, number(headers, ATTEMPTS) + ofThisCopy + 1);
    }

    private static int number(Map<String, Object> headers, String name) {
        return headers.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /** For a copy that is to be delivered at once, before the others where the broker can do that. */
    BasicProperties again(int attempts) {
        return builder().headers(Map.of(ATTEMPTS, attempts)).priority(FIRST).build();
    }

    /** For a copy that waits. */
    BasicProperties delayed(int attempts, Duration delay) {
        return builder()
                .headers(Map.of(ATTEMPTS, attempts))
                .expiration(Long.toString(delay.toMillis()))
                .build();
    }

    /** For a copy that is kept, so that an operator can look at it. */
    BasicProperties dead(int attempts, String reason) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(ATTEMPTS, attempts);
        headers.put(REASON, reason);
        return builder().headers(headers).build();
    }

    private BasicProperties.Builder builder() {
        return new BasicProperties.Builder()
                .appId("soundlift")
                .contentType("application/json")
                .contentEncoding("utf-8")
                .deliveryMode(PERSISTENT)
                .messageId(id);
    }
}
