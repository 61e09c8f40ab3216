package org.soundlift.queue.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages that may be lost, without ever making a caller wait. */
final class LossyPublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LossyPublisher.class);
    private static final int CAPACITY = 1_000;
    private static final BasicProperties TRANSIENT = new BasicProperties.Builder()
            .appId("soundlift")
            .contentType("application/json")
            .deliveryMode(1)
            .build();

    private final RabbitConnection connection;
    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread =
            Thread.ofPlatform().name("amqp-broadcast").daemon().unstarted(this::run);

    private record Message(String exchange, String body) {}

    LossyPublisher(RabbitConnection connection) {
        this.connection = connection;
    }

    void start() {
        thread.start();
    }

    void offer(String exchange, String body) {
        if (!waiting.offer(new Message(exchange, body))) {
            LOG.debug("{}: a message is lost, too many wait", exchange);
        }
    }

    private void run() {
        Optional<Channel> channel = Optional.empty();
        try {
            while (true) {
                Message message = waiting.take();
                if (connection.blocked().isPresent()) {
                    continue; // No listener reads now; the message would fill all buffers.
                }
                try {
                    Channel open =
                            channel.filter(Channel::isOpen).isPresent() ? channel.get() : connection.newChannel();
                    channel = Optional.of(open);
                    open.basicPublish(
                            message.exchange(), "", TRANSIENT, message.body().getBytes(UTF_8));
                } catch (IOException | ShutdownSignalException e) {
                    LOG.debug("{}: a message is lost", message.exchange(), e);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
