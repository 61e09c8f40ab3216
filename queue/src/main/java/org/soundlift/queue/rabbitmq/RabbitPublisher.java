package org.soundlift.queue.rabbitmq;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.soundlift.core.queue.QueueUnavailableException;

/**
 * Hands messages to the broker and waits until it has confirmed them. Messages are mandatory: one that no queue takes
 * would else be confirmed and lost.
 */
final class RabbitPublisher {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RabbitConnection connection;
    private Optional<Channel> channel = Optional.empty();
    private volatile Optional<String> returned = Optional.empty();

    RabbitPublisher(RabbitConnection connection) {
        this.connection = connection;
    }

    /** @throws QueueUnavailableException if it is not certain that the broker keeps it */
    synchronized void publish(String exchange, String routingKey, BasicProperties properties, byte[] body)
            throws QueueUnavailableException {
        Optional<String> blocked = connection.blocked();
        if (blocked.isPresent()) {
            throw new QueueUnavailableException("the broker takes no messages: " + blocked.get());
        }
        try {
            Channel open = channel();
            returned = Optional.empty();
            open.basicPublish(exchange, routingKey, true, properties, body);
            if (!open.waitForConfirms(PATIENCE.toMillis())) {
                throw new IOException("the broker refused the message");
            }
        } catch (IOException | ShutdownSignalException | TimeoutException e) {
            discardChannel();
            throw new QueueUnavailableException("the broker has not confirmed the message", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            discardChannel();
            throw new QueueUnavailableException("interrupted before the broker had confirmed the message", e);
        }
        if (returned.isPresent()) {
            throw new QueueUnavailableException("no queue takes the message: " + returned.get());
        }
    }

    private Channel channel() throws IOException {
        if (channel.isPresent() && channel.get().isOpen()) {
            return channel.get();
        }
        Channel fresh = connection.newChannel();
        fresh.confirmSelect();
        // A return comes before the confirm of the same message.
        fresh.addReturnListener(r -> returned = Optional.of(r.getRoutingKey() + " " + r.getReplyText()));
        channel = Optional.of(fresh);
        return fresh;
    }

    /** A confirmation that is still to come must not be taken for the next message's. */
    private void discardChannel() {
        channel.ifPresent(RabbitPublisher::abort);
        channel = Optional.empty();
    }

    static void abort(Channel channel) {
        try {
            channel.abort();
        } catch (IOException | RuntimeException alreadyGone) {
            // That is what was wanted.
        }
    }
}
