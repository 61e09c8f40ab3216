package org.soundlift.queue.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The properties of a message beside its body.
 *
 * @param id the same for all copies and deliveries of a message
 * @param deliveryCount of this delivery, from 1
 */
record MessageProperties(String id, int deliveryCount) {
    /** Deliveries of earlier copies of the message: the broker counts those of this copy. */
    static final String EARLIER_DELIVERIES = "x-soundlift-attempts";
    /** The reason for which it is among the dead letters. */
    static final String REASON = "x-soundlift-reason";
    /** Deliveries of this copy that came back; quorum queues count them. */
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
        return new MessageProperties(id, number(headers, EARLIER_DELIVERIES) + ofThisCopy + 1);
    }

    /** Returns those of a message among the dead letters: it is not delivered to a handler. */
    static MessageProperties ofDead(BasicProperties properties) {
        String id = properties.getMessageId() == null ? UUID.randomUUID().toString() : properties.getMessageId();
        Map<String, Object> headers = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
        return new MessageProperties(id, number(headers, EARLIER_DELIVERIES));
    }

    /** Returns the reason for which it is among the dead letters. */
    static String reason(BasicProperties properties) {
        Map<String, Object> headers = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
        return String.valueOf(headers.getOrDefault(REASON, "unknown"));
    }

    /** For a copy that takes the place of a dead letter. */
    BasicProperties kept(BasicProperties before) {
        return dead(deliveryCount, reason(before))
                .builder()
                .timestamp(before.getTimestamp())
                .build();
    }

    private static int number(Map<String, Object> headers, String name) {
        return headers.get(name) instanceof Number number ? number.intValue() : 0;
    }

    /** For a copy that is to be delivered at once, before the others where the broker can do that. */
    BasicProperties again(int deliveryCount) {
        return builder()
                .headers(Map.of(EARLIER_DELIVERIES, deliveryCount))
                .priority(FIRST)
                .build();
    }

    /** For a copy that waits. */
    BasicProperties delayed(int deliveryCount, Duration delay) {
        return builder()
                .headers(Map.of(EARLIER_DELIVERIES, deliveryCount))
                .expiration(Long.toString(delay.toMillis()))
                .build();
    }

    /** For a copy that is kept, so that an operator can look at it. */
    BasicProperties dead(int deliveryCount, String reason) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(EARLIER_DELIVERIES, deliveryCount);
        headers.put(REASON, reason);
        return builder().headers(headers).timestamp(Date.from(Instant.now())).build();
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
