package org.soundlift.queue.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.queue.rabbitmq.RabbitTopology.WorkQueueNames;

/**
 * The dead letters of one queue, in a queue of their own. AMQP 0-9-1 has no way to look at a message and leave it: each is taken, and a
 * copy is confirmed at the end of the queue before it is acknowledged. Giving it back instead would count as a failed
 * delivery, and quorum queues drop what has failed 20 times (RabbitMQ 4).
 */
final class RabbitDeadLetters implements DeadLetters {
    private final WorkQueueNames names;
    private final RabbitPublisher publisher;
    private final RabbitConnection connection;

    RabbitDeadLetters(WorkQueueNames names, RabbitPublisher publisher, RabbitConnection connection) {
        this.names = names;
        this.publisher = publisher;
        this.connection = connection;
    }

    /** Decides what becomes of a letter. */
    @FunctionalInterface
    private interface Sorter {
        Fate sort(MessageProperties properties, GetResponse letter);
    }

    private enum Fate {
        KEPT,
        REQUEUED,
        DROPPED
    }

    @Override
    public long count() throws QueueUnavailableException {
        return onChannel(channel -> channel.messageCount(names.dead()));
    }

    @Override
    public List<DeadLetter> list(int most) throws QueueUnavailableException {
        List<DeadLetter> letters = new ArrayList<>();
        sift((properties, letter) -> {
            if (letters.size() < most) {
                letters.add(read(properties, letter));
            }
            return Fate.KEPT;
        });
        return letters;
    }

    private static DeadLetter read(MessageProperties properties, GetResponse letter) {
        Optional<Date> time = Optional.ofNullable(letter.getProps().getTimestamp());
        return new DeadLetter(
                properties.id(),
                new String(letter.getBody(), UTF_8),
                MessageProperties.reason(letter.getProps()),
                properties.deliveryCount(),
                time.map(Date::toInstant));
    }

    @Override
    public boolean requeue(String id) throws QueueUnavailableException {
        return sift((properties, _) -> properties.id().equals(id) ? Fate.REQUEUED : Fate.KEPT);
    }

    @Override
    public boolean drop(String id) throws QueueUnavailableException {
        return sift((properties, _) -> properties.id().equals(id) ? Fate.DROPPED : Fate.KEPT);
    }

    /** Takes each letter once. Afterwards those that are kept have the order that they had. Returns true if one was not kept. */
    private synchronized boolean sift(Sorter sorter) throws QueueUnavailableException {
        return onChannel(channel -> {
            boolean found = false;
            for (long left = channel.messageCount(names.dead()); left > 0; left--) {
                GetResponse letter = channel.basicGet(names.dead(), false);
                if (letter == null) {
                    break;
                }
                MessageProperties properties = MessageProperties.ofDead(letter.getProps());
                Fate fate = sorter.sort(properties, letter);
                switch (fate) {
                    case KEPT -> publish(names.dead(), properties.kept(letter.getProps()), letter);
                    case REQUEUED -> publish(names.queue(), properties.again(0), letter);
                    case DROPPED -> {}
                }
                channel.basicAck(letter.getEnvelope().getDeliveryTag(), false);
                found |= fate != Fate.KEPT;
            }
            return found;
        });
    }

    private void publish(String queue, BasicProperties properties, GetResponse letter)
            throws QueueUnavailableException {
        publisher.publish(RabbitTopology.DEFAULT_EXCHANGE, queue, properties, letter.getBody());
    }

    /** Uses a channel of its own. */
    @FunctionalInterface
    private interface Use<T> {
        T on(Channel channel) throws IOException, QueueUnavailableException;
    }

    private <T> T onChannel(Use<T> use) throws QueueUnavailableException {
        try (Channel channel = connection.newChannel()) {
            return use.on(channel);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            throw new QueueUnavailableException("the broker does not answer for queue " + names.dead(), e);
        }
    }
}
