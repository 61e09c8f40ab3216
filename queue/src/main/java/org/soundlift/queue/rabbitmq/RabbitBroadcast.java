package org.soundlift.queue.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.queue.json.MessageCodec;

/** Tells the listeners in all processes; each has a queue of its own that goes with it. */
final class RabbitBroadcast<T> implements Broadcast<T> {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitBroadcast.class);
    /** Drops messages that a listener can't keep up with, the oldest first. */
    private static final Map<String, Object> SHORT_MEMORY = Map.of("x-max-length", 1_000);

    /** The broker keeps the rest, and drops it: pushed to us it would fill up our memory. */
    private static final int AT_A_TIME = 100;

    private final String exchange;
    private final MessageCodec<T> codec;
    private final LossyPublisher publisher;
    private final RabbitConnection connection;
    private final List<RabbitConsumer> consumers = new CopyOnWriteArrayList<>();

    RabbitBroadcast(String exchange, MessageCodec<T> codec, LossyPublisher publisher, RabbitConnection connection) {
        this.exchange = exchange;
        this.codec = codec;
        this.publisher = publisher;
        this.connection = connection;
    }

    @Override
    public void send(T message) {
        publisher.offer(exchange, codec.encode(message));
    }

    @Override
    public void listen(Consumer<T> listener) {
        RabbitConsumer consumer = new RabbitConsumer(
                connection, exchange, this::prepare, (channel, delivery) -> hear(listener, channel, delivery));
        consumers.add(consumer);
        consumer.start();
    }

    private String prepare(Channel channel) throws IOException {
        channel.basicQos(AT_A_TIME);
        String queue = channel.queueDeclare("", false, true, true, SHORT_MEMORY).getQueue();
        channel.queueBind(queue, exchange, "");
        return queue;
    }

    private void hear(Consumer<T> listener, Channel channel, Delivery delivery) {
        try {
            listener.accept(codec.decode(new String(delivery.getBody(), UTF_8)));
        } catch (RuntimeException e) {
            LOG.warn("{}: a message is lost", exchange, e);
        }
        try {
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        } catch (IOException | ShutdownSignalException gone) {
            LOG.debug("{}: the channel has gone", exchange, gone);
        }
    }

    void close() {
        consumers.forEach(RabbitConsumer::close);
    }
}
