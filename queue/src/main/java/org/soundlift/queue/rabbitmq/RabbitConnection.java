package org.soundlift.queue.rabbitmq;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the broker, made when it is first needed and made again whenever it is lost. */
final class RabbitConnection {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitConnection.class);
    /** Reconnect at most this often; otherwise many threads would block on an unreachable broker. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int CLOSE_MS = 5_000;

    private final ConnectionFactory factory;
    private final String name;
    private final RabbitTopology topology;
    private Optional<Connection> connection = Optional.empty();
    private Optional<IOException> lastFailure = Optional.empty();
    private long lastFailureAt;
    private boolean closed;
    private volatile Optional<String> blocked = Optional.empty();

    /** @param name what operators see in the broker's list of connections */
    RabbitConnection(ConnectionFactory factory, String name, RabbitTopology topology) {
        this.factory = factory;
        this.name = name;
        this.topology = topology;
    }

    /**
     * A new channel, on the connection that there is or on a new one.
     *
     * @throws com.rabbitmq.client.AuthenticationFailureException if the broker does not let us in
     * @throws IOException if the broker can't be reached
     */
    synchronized Channel newChannel() throws IOException {
        try {
            Channel channel = connect().createChannel();
            if (channel == null) {
                throw new IOException("the broker allows no more channels on this connection");
            }
            return channel;
        } catch (ShutdownSignalException e) {
            throw new IOException("the connection was just lost", e);
        }
    }

    private Connection connect() throws IOException {
        if (closed) {
            throw new IOException("the connection is closed");
        }
        if (connection.isPresent() && connection.get().isOpen()) {
            return connection.get();
        }
        if (lastFailure.isPresent() && System.nanoTime() - lastFailureAt < PAUSE_NANOS) {
            throw new IOException("the broker did not answer a moment ago", lastFailure.get());
        }
        try {
            Connection fresh = factory.newConnection(name);
            blocked = Optional.empty();
            fresh.addShutdownListener(_ -> blocked = Optional.empty()); // The next one will be told anew.
            fresh.addBlockedListener(new BlockedListener() {
                @Override
                public void handleBlocked(String reason) {
                    LOG.error("The broker takes no messages: {}", reason);
                    blocked = Optional.of(reason);
                }

                @Override
                public void handleUnblocked() {
                    LOG.info("The broker takes messages again");
                    blocked = Optional.empty();
                }
            });
            connection = Optional.of(fresh);
            topology.declare(fresh);
            lastFailure = Optional.empty();
            return fresh;
        } catch (IOException e) {
            throw failed(e);
        } catch (TimeoutException | ShutdownSignalException e) {
            throw failed(new IOException("the broker does not answer", e));
        }
    }

    private IOException failed(IOException e) {
        connection.ifPresent(c -> c.abort(CLOSE_MS));
        connection = Optional.empty();
        lastFailure = Optional.of(e);
        lastFailureAt = System.nanoTime();
        return e;
    }

    /** Why the broker takes no messages from us although it is connected: it has too little memory or disk. */
    Optional<String> blocked() {
        return blocked;
    }

    /** Returns true if it is connected; does not try to be. */
    synchronized boolean isOpen() {
        return connection.filter(Connection::isOpen).isPresent();
    }

    /** Ends it, and with it all channels. */
    synchronized void close() {
        closed = true;
        connection.ifPresent(c -> c.abort(CLOSE_MS));
    }
}
