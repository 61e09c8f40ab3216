package org.soundlift.queue.rabbitmq;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.queue.RetryPolicy;

/**
 * The exchanges and queues that must exist, declared anew with each connection.
 *
 * <p>The arguments of a queue can't be changed once it exists. So the queues that carry work are declared with their
 * type alone, and limits are for policies. The queues in which messages wait for a retry are named after their delay,
 * so that other delays give other queues.
 */
final class RabbitTopology {
    private static final Logger LOG = LoggerFactory.getLogger(RabbitTopology.class);

    /** Takes all work; the routing key is the name of the queue. Others may bind queues of their own to it. */
    static final String EXCHANGE = "soundlift";

    /** The exchange that every broker has: it routes to the queue that the routing key names. */
    static final String DEFAULT_EXCHANGE = "";

    static final Map<String, Object> QUORUM = Map.of("x-queue-type", "quorum");

    private final Set<WorkQueueNames> queues = new LinkedHashSet<>();
    private final Set<String> broadcasts = new LinkedHashSet<>();

    /** The names that belong to one work queue. */
    record WorkQueueNames(String queue, RetryPolicy retries) {
        String dead() {
            return queue + ".dead";
        }

        String retry(Duration delay) {
            String text = delay.toMillis() % 1000 == 0 ? delay.toSeconds() + "s" : delay.toMillis() + "ms";
            return queue + ".retry." + text;
        }
    }

    synchronized void add(WorkQueueNames queue) {
        queues.add(queue);
    }

    synchronized List<String> workQueues() {
        return queues.stream().map(WorkQueueNames::queue).toList();
    }

    /** Adds a broadcast; the name of its exchange. */
    synchronized String addBroadcast(String name) {
        String exchange = EXCHANGE + "." + name;
        broadcasts.add(exchange);
        return exchange;
    }

    synchronized void declare(Connection connection) throws IOException {
        try (Channel channel = connection.createChannel()) {
            channel.exchangeDeclare(EXCHANGE, BuiltinExchangeType.TOPIC, true);
            for (String exchange : broadcasts) {
                channel.exchangeDeclare(exchange, BuiltinExchangeType.FANOUT, true);
            }
            for (WorkQueueNames names : queues) {
                declareOrAdopt(connection, names.queue());
                channel.queueBind(names.queue(), EXCHANGE, names.queue());
                declareOrAdopt(connection, names.dead());
                for (Duration delay : names.retries().delays()) {
                    channel.queueDeclare(names.retry(delay), true, false, false, backTo(names.queue()));
                }
            }
        } catch (TimeoutException | ShutdownSignalException e) {
            throw new IOException("the broker does not let us declare the queues", e);
        }
    }

    /** A message that has waited its time goes back to the queue, and is not forgotten before it is there. */
    private static Map<String, Object> backTo(String queue) {
        return Map.of(
                "x-queue-type", "quorum",
                "x-dead-letter-exchange", DEFAULT_EXCHANGE,
                "x-dead-letter-routing-key", queue,
                "x-dead-letter-strategy", "at-least-once",
                "x-overflow", "reject-publish");
    }

    /** A queue that another program has declared with other arguments is used as it is. */
    private static void declareOrAdopt(Connection connection, String queue) throws IOException {
        try {
            declareQuorum(connection, queue);
        } catch (IOException refused) { // This closes the channel.
            try (Channel second = connection.createChannel()) {
                second.queueDeclarePassive(queue);
                LOG.warn(
                        "Queue {} exists and is not as we declare it. It is used as it is; a quorum queue would survive the"
                                + " loss of a node. To replace it, delete it while it is empty.",
                        queue,
                        refused);
            } catch (TimeoutException e) {
                throw new IOException(e);
            }
        }
    }

    private static void declareQuorum(Connection connection, String queue) throws IOException {
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, QUORUM);
        } catch (TimeoutException e) {
            throw new IOException(e);
        }
    }
}
