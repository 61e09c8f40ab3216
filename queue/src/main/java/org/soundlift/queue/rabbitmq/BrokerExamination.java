package org.soundlift.queue.rabbitmq;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.soundlift.core.service.Finding;

/** Looks at a broker without changing anything in it. */
record BrokerExamination(ConnectionFactory factory, String host, List<String> queues) {
    private static final String PART = "broker";
    private static final int OLDEST_MAJOR = 3;
    private static final int OLDEST_MINOR = 10;
    /** The broker's default of {@code consumer_timeout}. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(30);

    /** @param longest that a consumer may take with one message */
    List<Finding> examine(Duration longest) {
        try (Connection connection = factory.newConnection("soundlift doctor")) {
            List<Finding> findings = new ArrayList<>();
            findings.add(version(String.valueOf(connection.getServerProperties().get("version"))));
            for (String queue : queues) {
                findings.add(queue(connection, queue));
            }
            findings.add(deliveryTimeout(longest));
            return findings;
        } catch (AuthenticationFailureException e) {
            return List.of(Finding.error(
                    PART,
                    host + " does not let us in: check user and password in SOUNDLIFT_AMQP_URL (a new RabbitMQ"
                            + " takes guest from its own machine only)"));
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            return List.of(Finding.error(
                    PART,
                    host + " can't be used (" + RabbitConsumer.reason(e)
                            + "): check that it runs, and host, port and virtual host in" + " SOUNDLIFT_AMQP_URL"));
        }
    }

    private Finding version(String version) {
        String[] parts = version.split("\\.", 3);
        try {
            int major = Integer.parseInt(parts[0]);
            int minor = Integer.parseInt(parts[1]);
            if (major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR)) {
                return Finding.error(
                        PART, "RabbitMQ " + version + " at " + host + " is too old: 3.10 or later is needed");
            }
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return Finding.warning(PART, "version " + version + " at " + host + " is unknown to us");
        }
        return Finding.ok(PART, "RabbitMQ " + version + " at " + host);
    }

    private static Finding queue(Connection connection, String queue) throws IOException, TimeoutException {
        String part = "queue " + queue;
        long waiting;
        try (Channel channel = connection.createChannel()) {
            waiting = channel.queueDeclarePassive(queue).getMessageCount();
        } catch (IOException absent) {
            return Finding.ok(part, "does not exist yet; the first start makes it");
        }
        try (Channel channel = connection.createChannel()) {
            channel.queueDeclare(queue, true, false, false, RabbitTopology.QUORUM); // Exists: this only compares.
            return Finding.ok(part, "a quorum queue, " + waiting + " messages wait");
        } catch (IOException otherType) {
            return Finding.warning(
                    part,
                    "is not a quorum queue: a message may get lost with the node that has it. Delete the queue while it is"
                            + " empty; the next start makes it anew");
        }
    }

    private static Finding deliveryTimeout(Duration longest) {
        String sentence = "one conversion may take " + longest.toMinutes() + " minutes; ";
        return longest.compareTo(DELIVERY_TIMEOUT) < 0
                ? Finding.ok(
                        "delivery timeout",
                        sentence + "RabbitMQ waits " + DELIVERY_TIMEOUT.toMinutes() + " unless its"
                                + " consumer_timeout was changed, which can't be seen from here")
                : Finding.warning(
                        "delivery timeout",
                        sentence + "RabbitMQ takes it back after "
                                + DELIVERY_TIMEOUT.toMinutes() + ". Put consumer_timeout = "
                                + longest.plusMinutes(5).toMillis() + " into rabbitmq.conf, or lower"
                                + " SOUNDLIFT_CONVERSION_TIMEOUT");
    }
}
