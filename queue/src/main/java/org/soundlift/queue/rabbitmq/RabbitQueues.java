package org.soundlift.queue.rabbitmq;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Finding;
import org.soundlift.queue.MessageCarrier;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.json.MessageCodec;
import org.soundlift.queue.rabbitmq.RabbitTopology.WorkQueueNames;

/**
 * Work queues and broadcasts of a RabbitMQ broker, 3.10 or later, for services in several processes.
 *
 * <p>There are two connections: the broker may block one that publishes, and what is consumed must still be
 * acknowledged then. Both are made again when they are lost; that the broker is away at start is no failure.
 */
public final class RabbitQueues implements MessageCarrier {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitQueues.class);
    private static final int CONNECT_TIMEOUT_MS = 5_000;
    private static final int RPC_TIMEOUT_MS = 10_000;
    /** A peer that says nothing for two of these is taken for dead (AMQP 0-9-1 §4.2.7). */
    private static final int HEARTBEAT_SECONDS = 20;

    private final URI url;
    private final Clock clock;
    private final ConnectionFactory factory;
    private final RabbitTopology topology = new RabbitTopology();
    private final RabbitConnection publishing;
    private final RabbitConnection consuming;
    private final RabbitPublisher publisher;
    private final LossyPublisher lossyPublisher;
    private final List<RabbitBroadcast<?>> broadcasts = new CopyOnWriteArrayList<>();

    /**
     * Queues that are not connected yet.
     *
     * @param url {@code amqp://USER:PASSWORD@HOST:PORT/VHOST}, or {@code amqps:} for TLS with a certificate that
     *     the host's name and the machine's authorities vouch for
     * @param process what operators see in the broker's list of connections
     * @throws IllegalArgumentException if it is no such url
     */
    public RabbitQueues(URI url, String process, Clock clock) {
        this.url = url;
        this.clock = clock;
        this.factory = factory(url);
        this.publishing = new RabbitConnection(factory, "soundlift " + process + " publishing", topology);
        this.consuming = new RabbitConnection(factory, "soundlift " + process + " consuming", topology);
        this.publisher = new RabbitPublisher(publishing);
        this.lossyPublisher = new LossyPublisher(publishing);
    }

    private static ConnectionFactory factory(URI url) {
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(url);
            if ("/".equals(url.getPath())) { // To the letter a nameless virtual host, which is never meant.
                factory.setVirtualHost(ConnectionFactory.DEFAULT_VHOST);
            }
            if ("amqps".equals(url.getScheme())) { // By itself the driver would trust any certificate.
                factory.useSslProtocol(SSLContext.getDefault());
                factory.enableHostnameVerification();
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not the URL of a broker", e);
        }
        // Ours also covers what the driver's recovery does not: a broker that is away at start, channels that the
        // broker closes, consumers that it cancels.
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_TIMEOUT_MS);
        factory.setChannelRpcTimeout(RPC_TIMEOUT_MS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setThreadFactory(Thread.ofPlatform().daemon().name("amqp-", 0).factory());
        return factory;
    }

    @Override
    public <T> WorkQueue<T> queue(String name, MessageCodec<T> codec, RetryPolicy retries) {
        WorkQueueNames names = new WorkQueueNames(name, retries);
        topology.add(names);
        return new RabbitWorkQueue<>(names, codec, publisher, consuming, topology, clock);
    }

    @Override
    public <T> Broadcast<T> broadcast(String name, MessageCodec<T> codec) {
        RabbitBroadcast<T> broadcast =
                new RabbitBroadcast<>(topology.addBroadcast(name), codec, lossyPublisher, consuming);
        broadcasts.add(broadcast);
        return broadcast;
    }

    @Override
    public String name() {
        return "queue rabbitmq";
    }

    @Override
    public void start() throws IOException {
        lossyPublisher.start();
        try (Channel _ = consuming.newChannel()) {
            LOG.debug("The broker at {} answers", host());
        } catch (AuthenticationFailureException e) {
            throw new IOException("the broker at " + host() + " does not let us in: " + e.getMessage(), e);
        } catch (IOException | TimeoutException e) {
            LOG.warn("The broker at {} cannot be used yet, retrying: {}", host(), RabbitConsumer.reason(e));
        }
    }

    /** Without what is secret. */
    private String host() {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    @Override
    public CheckResult check() {
        Optional<String> blocked = publishing.blocked();
        if (blocked.isPresent()) {
            return new CheckResult.Failing("the broker at " + host() + " takes no messages: " + blocked.get());
        }
        return consuming.isOpen()
                ? CheckResult.OK
                : new CheckResult.Failing("no connection to the broker at " + host());
    }

    /**
     * Looks at the broker without changing anything in it; this service need not be started.
     *
     * @param longest that a consumer may take with one message
     */
    public List<Finding> examine(Duration longest) {
        return new BrokerExamination(factory, host(), topology.workQueues()).examine(longest);
    }

    @Override
    public void close() {
        broadcasts.forEach(RabbitBroadcast::close);
        lossyPublisher.close();
        consuming.close();
        publishing.close();
    }
}
