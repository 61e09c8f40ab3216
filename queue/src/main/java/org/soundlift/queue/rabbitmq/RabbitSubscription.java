package org.soundlift.queue.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.Backoff;
import org.soundlift.queue.MessageHandler;
import org.soundlift.queue.rabbitmq.RabbitTopology.WorkQueueNames;

/**
 * Has as many messages delivered as there are slots, runs the handler on a thread for each, and acknowledges when what
 * is to become of the message is certain. Platform threads: a handler may call native code, and there are few.
 */
final class RabbitSubscription implements WorkQueue.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitSubscription.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final WorkQueueNames names;
    private final MessageHandler<?> handler;
    private final RabbitPublisher publisher;
    private final RabbitTopology topology;
    private final RabbitConsumer consumer;
    private final int slots;
    private final Consumer<RabbitSubscription> onClose;
    private final Semaphore freeSlots;
    /** The newest delivery of each message in work: one that comes again meanwhile is settled instead of the first. */
    private final Map<String, Received> inWork = new ConcurrentHashMap<>();

    private volatile boolean stopped;

    RabbitSubscription(
            WorkQueueNames names,
            MessageHandler<?> handler,
            RabbitPublisher publisher,
            RabbitConnection connection,
            RabbitTopology topology,
            int slots,
            Consumer<RabbitSubscription> onClose) {
        this.names = names;
        this.handler = handler;
        this.publisher = publisher;
        this.topology = topology;
        this.slots = slots;
        this.onClose = onClose;
        this.freeSlots = new Semaphore(slots, true);
        this.consumer = new RabbitConsumer(connection, names.queue(), this::prepare, this::deliver);
    }

    void start() {
        consumer.start();
    }

    private String prepare(Channel channel) throws IOException {
        topology.declare(channel.getConnection()); // The queue may have been deleted while we were connected.
        channel.basicQos(slots);
        return names.queue();
    }

    /** A message, and how to settle it. */
    private record Received(String id, Channel channel, Delivery delivery) {
        static Received of(Channel channel, Delivery delivery) {
            String id = delivery.getProperties().getMessageId();
            return new Received(id == null ? UUID.randomUUID().toString() : id, channel, delivery);
        }

        Received apart() {
            return new Received(UUID.randomUUID().toString(), channel, delivery);
        }

        String body() {
            return new String(delivery.getBody(), UTF_8);
        }

        void acknowledge() throws IOException {
            channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);
        }

        void giveBack() {
            try {
                channel.basicNack(delivery.getEnvelope().getDeliveryTag(), false, true);
            } catch (IOException | ShutdownSignalException gone) {
                // Then the broker gives it back by itself.
            }
        }
    }

    private void deliver(Channel channel, Delivery delivery) {
        Received received = Received.of(channel, delivery);
        Received before = inWork.putIfAbsent(received.id(), received);
        if (before != null && before.channel().isOpen()) {
            received = received.apart(); // A second copy of the message: both are to be settled.
            inWork.put(received.id(), received);
        } else if (before != null) {
            LOG.info("Queue {}: message {} came again while it is worked on", names.queue(), received.id());
            inWork.put(received.id(), received);
            return;
        }
        start(received);
    }

    private void start(Received received) {
        try {
            Thread.ofPlatform().name(names.queue() + "-" + received.id()).start(() -> run(received));
        } catch (Error noThread) {
            LOG.error("Queue {}: no thread for message {}, it goes back", names.queue(), received.id(), noThread);
            inWork.remove(received.id());
            received.giveBack();
        }
    }

    private void run(Received first) {
        MessageProperties properties = MessageProperties.of(first.delivery());
        freeSlots.acquireUninterruptibly();
        try {
            if (!newest(first).channel().isOpen()) {
                inWork.remove(first.id()); // While it waited for a slot it has gone back, and perhaps to another.
                return;
            }
            Outcome outcome = stopped ? Outcome.RELEASE : handler.handle(first.body(), properties.deliveryCount());
            settle(first, properties, outcome);
        } finally {
            inWork.remove(first.id());
            freeSlots.release();
        }
    }

    private Received newest(Received first) {
        return inWork.getOrDefault(first.id(), first);
    }

    /**
     * Does what the outcome asks for. While the broker is connected and takes no messages, this waits: to give the message
     * back would have it delivered again at once, and counted as failed.
     */
    private void settle(Received first, MessageProperties properties, Outcome outcome) {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        while (!trySettle(newest(first), properties, outcome)) {
            if (stopped || !newest(first).channel().isOpen()) {
                newest(first).giveBack();
                return;
            }
            LockSupport.parkNanos(backoff.failed().toNanos());
        }
    }

    private boolean trySettle(Received message, MessageProperties properties, Outcome outcome) {
        int deliveryCount = properties.deliveryCount();
        try {
            switch (outcome) {
                case Outcome.Done() -> {}
                case Outcome.Release() -> pass(message, names.queue(), properties.again(deliveryCount - 1));
                case Outcome.Reject(String reason) -> {
                    LOG.error("Queue {}: message {} joins the dead letters: {}", names.queue(), message.id(), reason);
                    pass(message, names.dead(), properties.dead(deliveryCount, reason));
                }
                case Outcome.Retry(String reason) -> {
                    Duration delay = handler.retries().delayAfter(deliveryCount);
                    LOG.info("Queue {}: message {} again in {}: {}", names.queue(), message.id(), delay, reason);
                    pass(message, names.retry(delay), properties.delayed(deliveryCount, delay));
                }
            }
            message.acknowledge();
            return true;
        } catch (QueueUnavailableException | IOException | ShutdownSignalException e) {
            LOG.warn("Queue {}: message {} is not settled yet: {}", names.queue(), message.id(), e.toString());
            return false;
        }
    }

    /** A copy goes elsewhere before the message itself is acknowledged: nothing is lost in between. */
    private void pass(Received message, String queue, BasicProperties properties) throws QueueUnavailableException {
        publisher.publish(
                RabbitTopology.DEFAULT_EXCHANGE,
                queue,
                properties,
                message.delivery().getBody());
    }

    @Override
    public void stop() {
        stopped = true;
        consumer.stop();
    }

    @Override
    public void close() {
        stop();
        freeSlots.acquireUninterruptibly(slots);
        freeSlots.release(slots);
        consumer.close();
        onClose.accept(this);
    }

    /** As the death of the process would. */
    void abandon() {
        stopped = true;
        consumer.abandon();
    }
}
