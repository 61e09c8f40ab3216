package org.soundlift.queue.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.queue.MessageHandler;
import org.soundlift.queue.json.MessageCodec;
import org.soundlift.queue.rabbitmq.RabbitTopology.WorkQueueNames;

/** One work queue of the broker, with its dead letters and those that wait for a retry. */
final class RabbitWorkQueue<T> implements WorkQueue<T> {
    private final WorkQueueNames names;
    private final MessageCodec<T> codec;
    private final RabbitPublisher publisher;
    private final RabbitConnection connection;
    private final RabbitTopology topology;
    private final Clock clock;
    private final List<RabbitSubscription> subscriptions = new CopyOnWriteArrayList<>();

    /** @param connection to consume from: not the publisher's, which the broker may block */
    RabbitWorkQueue(
            WorkQueueNames names,
            MessageCodec<T> codec,
            RabbitPublisher publisher,
            RabbitConnection connection,
            RabbitTopology topology,
            Clock clock) {
        this.names = names;
        this.codec = codec;
        this.publisher = publisher;
        this.connection = connection;
        this.topology = topology;
        this.clock = clock;
    }

    @Override
    public void publish(T message) throws QueueUnavailableException {
        publisher.publish(
                RabbitTopology.EXCHANGE,
                names.queue(),
                MessageProperties.fresh(clock),
                codec.encode(message).getBytes(UTF_8));
    }

    @Override
    public Subscription subscribe(int slots, Handler<T> handler) {
        RabbitSubscription subscription = new RabbitSubscription(
                names,
                new MessageHandler<>(names.queue(), codec, names.retries(), handler),
                publisher,
                connection,
                topology,
                slots,
                subscriptions::remove);
        subscriptions.add(subscription);
        subscription.start();
        return subscription;
    }

    @Override
    public long waiting() throws QueueUnavailableException {
        long waiting = count(names.queue());
        for (Duration delay : names.retries().delays()) {
            waiting += count(names.retry(delay));
        }
        return waiting;
    }

    @Override
    public long ready() throws QueueUnavailableException {
        return count(names.queue());
    }

    @Override
    public DeadLetters dead() {
        return new RabbitDeadLetters(names, publisher, connection);
    }

    private long count(String queue) throws QueueUnavailableException {
        try (Channel channel = connection.newChannel()) {
            return channel.messageCount(queue);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw new QueueUnavailableException("the broker does not tell how long queue " + queue + " is", e);
        }
    }

    /** Cuts everything, as if the process had died. */
    void abandon() {
        subscriptions.forEach(RabbitSubscription::abandon);
        connection.close();
    }
}
