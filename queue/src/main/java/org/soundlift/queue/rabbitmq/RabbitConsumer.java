package org.soundlift.queue.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.service.Backoff;
import org.soundlift.core.service.Doorbell;

/**
 * Keeps a consumer alive: whether the broker goes away, closes the channel, or cancels the consumer because its queue
 * has moved to another node, it begins again until it is stopped.
 */
final class RabbitConsumer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitConsumer.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final RabbitConnection connection;
    private final String what;
    private final Preparation preparation;
    private final Sink sink;
    private final Doorbell doorbell = new Doorbell();
    private final Thread thread;

    private Optional<Channel> channel = Optional.empty();
    private String consumerTag = "";
    private volatile boolean consuming;
    private volatile boolean stopped;
    private volatile boolean closed;

    /** Makes a new channel ready; the name of the queue to consume from. */
    @FunctionalInterface
    interface Preparation {
        String prepare(Channel channel) throws IOException;
    }

    /** Takes what is delivered, on a thread of the channel: it must be quick. */
    @FunctionalInterface
    interface Sink {
        void deliver(Channel channel, Delivery delivery);
    }

    /** @param what is consumed, for operators */
    RabbitConsumer(RabbitConnection connection, String what, Preparation preparation, Sink sink) {
        this.connection = connection;
        this.what = what;
        this.preparation = preparation;
        this.sink = sink;
        this.thread = Thread.ofPlatform().name(what + "-consumer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        boolean away = false;
        try {
            while (!closed) {
                try {
                    bringAbout();
                    if (away) {
                        LOG.info("{}: consuming again", what);
                    }
                    away = false;
                    backoff.succeeded();
                    doorbell.await();
                } catch (IOException | ShutdownSignalException e) {
                    if (!away) {
                        LOG.warn("{}: cannot consume, retrying: {}", what, reason(e));
                    }
                    LOG.debug("{}", what, e);
                    away = true;
                    discardChannel();
                    doorbell.await(backoff.failed());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            discardChannel();
        }
    }

    /** Makes what is wanted out of what is. */
    private void bringAbout() throws IOException {
        if (stopped) {
            if (consuming) {
                consuming = false;
                channel.orElseThrow().basicCancel(consumerTag);
            }
            return;
        }
        if (!consuming) {
            discardChannel(); // One that was canceled gets nothing from a queue of the same name that is made anew.
            Channel fresh = connection.newChannel();
            channel = Optional.of(fresh);
            String queue = preparation.prepare(fresh);
            consuming = true;
            consumerTag = fresh.basicConsume(
                    queue, false, (_, delivery) -> sink.deliver(fresh, delivery), _ -> ended(), (_, _) -> ended());
            LOG.debug("{}: consuming", what);
        }
    }

    private void ended() {
        consuming = false;
        doorbell.ring();
    }

    private void discardChannel() {
        channel.ifPresent(RabbitPublisher::abort);
        channel = Optional.empty();
        consuming = false;
    }

    static String reason(Exception e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.toString();
    }

    /** Has the broker deliver nothing more. Returns at once; what was delivered can still be settled. */
    void stop() {
        stopped = true;
        doorbell.ring();
    }

    /** Gives up the channel: what was delivered and not settled goes back to the queue. */
    @Override
    public void close() {
        closed = true;
        stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** As the death of the process would: nothing is settled, nothing said. */
    void abandon() {
        stopped = true;
        closed = true;
        thread.interrupt();
    }
}
