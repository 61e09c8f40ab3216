package org.soundlift.queue.rabbitmq;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.soundlift.core.queue.WorkQueueContract.message;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.core.job.CancelRequested;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.queue.Broadcast;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.support.PrivateRabbitMq;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.json.CancelRequestedCodec;
import org.soundlift.queue.json.ConversionRequestedCodec;

/** A broker that dies, runs full, or holds something else than we expect. */
class RabbitFailureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final RetryPolicy QUICK = new RetryPolicy(Duration.ofMillis(10), 1, Duration.ofMillis(10), 20);

    @TempDir
    static Path folder;

    private static PrivateRabbitMq broker;

    private final List<RabbitQueues> open = new ArrayList<>();
    private String address = "";

    @BeforeAll
    static void startBroker() throws Exception {
        Awaitility.setDefaultTimeout(PATIENCE);
        broker = PrivateRabbitMq.start(folder);
    }

    @AfterAll
    static void endBroker() {
        broker.close();
        Awaitility.reset();
    }

    @BeforeEach
    void newVhost() throws Exception {
        address = broker.newVhost();
    }

    @AfterEach
    void closeAll() {
        open.forEach(RabbitQueues::close);
    }

    /** A broker that is not ready yet refuses; {@code untilAsserted} alone would take that for the end. */
    private static void publishWhenPossible(WorkQueue<ConversionRequested> queue, ConversionRequested message) {
        await().ignoreExceptionsInstanceOf(QueueUnavailableException.class).untilAsserted(() -> queue.publish(message));
    }

    private RabbitQueues queues() {
        RabbitQueues queues = new RabbitQueues(URI.create(address), "test", Clock.systemUTC());
        open.add(queues);
        return queues;
    }

    private static WorkQueue<ConversionRequested> video(RabbitQueues queues) throws Exception {
        WorkQueue<ConversionRequested> video = queues.queue("video", new ConversionRequestedCodec(), QUICK);
        queues.start();
        return video;
    }

    /** To the letter, the slash alone would name a virtual host without a name. */
    @Test
    void slashAtTheEndOfTheAddressIsTheDefaultVirtualHost() throws Exception {
        URI address = URI.create(broker.newVhost().replaceFirst("/[^/]*$", "/"));
        RabbitQueues queues = new RabbitQueues(address, "test", Clock.systemUTC());
        queues.start();
        assertThat(queues.check()).isEqualTo(CheckResult.OK);
        queues.close();
    }

    @Test
    void everythingGoesOnAfterTheBrokerWasKilled() throws Exception {
        RabbitQueues queues = queues();
        WorkQueue<ConversionRequested> other = queues.queue("other", new ConversionRequestedCodec(), QUICK);
        WorkQueue<ConversionRequested> video = video(queues);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        CountDownLatch brokerIsBack = new CountDownLatch(1);
        video.publish(message("in work"));
        for (int i = 0; i < 10; i++) {
            other.publish(message("waits " + i));
        }
        try (WorkQueue.Subscription _ = video.subscribe(1, delivery -> {
            seen.add(delivery.message().filename());
            brokerIsBack.await();
            return Outcome.DONE;
        })) {
            await().until(() -> seen.contains("in work"));
            broker.kill();
            await().until(() -> queues.check() instanceof CheckResult.Failing);
            assertThatThrownBy(() -> video.publish(message("while it is away")))
                    .isInstanceOf(QueueUnavailableException.class);
            broker.restart();
            await().untilAsserted(() -> assertThat(queues.check()).isEqualTo(CheckResult.OK));
            await("the message in work is delivered again").until(() -> isDeliveredToAChannel());
            brokerIsBack.countDown();
            video.publish(message("afterwards"));
            await().until(() -> seen.contains("afterwards"));
        }
        assertThat(seen)
                .as("what is delivered again while it is worked on is worked on once")
                .containsExactly("in work", "afterwards");
        assertThat(video.waiting()).isZero();
        assertThat(video.dead().count()).isZero();
        assertThat(other.waiting()).as("messages on disk outlive the broker").isEqualTo(10);
    }

    /** The broker lists channels that are open: what a lost connection has is not counted. */
    private boolean isDeliveredToAChannel() throws Exception {
        String vhost = address.substring(address.lastIndexOf('/') + 1);
        return broker.control("list_channels", "vhost", "messages_unacknowledged")
                .lines()
                .anyMatch((vhost + "\t1")::equals);
    }

    @Test
    void brokerMayComeAfterTheService() throws Exception {
        broker.kill();
        RabbitQueues queues = queues();
        WorkQueue<ConversionRequested> video = video(queues);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (WorkQueue.Subscription _ = video.subscribe(1, delivery -> {
            seen.add(delivery.message().filename());
            return Outcome.DONE;
        })) {
            assertThat(queues.check()).isInstanceOf(CheckResult.Failing.class);
            broker.restart();
            await().untilAsserted(() -> assertThat(queues.check()).isEqualTo(CheckResult.OK));
            video.publish(message("at last"));
            await().until(() -> seen.contains("at last"));
        }
    }

    @Test
    void messageThatNoQueueTakesIsRefused() throws Exception {
        RabbitQueues queues = queues();
        WorkQueue<ConversionRequested> video = video(queues);
        video.publish(message("arrives"));
        onBroker(channel -> channel.queueDelete("video"));
        assertThatThrownBy(() -> video.publish(message("would be lost")))
                .isInstanceOf(QueueUnavailableException.class)
                .hasMessageContaining("no queue takes");
    }

    @Test
    void deletedQueueIsMadeAgain() throws Exception {
        RabbitQueues queues = queues();
        WorkQueue<ConversionRequested> video = video(queues);
        AtomicInteger deliveries = new AtomicInteger();
        try (WorkQueue.Subscription _ = video.subscribe(1, delivery -> {
            deliveries.incrementAndGet();
            return Outcome.DONE;
        })) {
            video.publish(message("a"));
            await().until(() -> deliveries.get() == 1);
            onBroker(channel -> channel.queueDelete("video"));
            publishWhenPossible(video, message("b"));
            await().until(() -> deliveries.get() == 2);
        }
    }

    @Test
    void fullBrokerIsSaidAndNothingIsTakenForPublished() throws Exception {
        RabbitQueues queues = queues();
        WorkQueue<ConversionRequested> video = video(queues);
        video.publish(message("fits"));
        broker.control("set_vm_memory_high_watermark", "absolute", "1");
        try {
            await().untilAsserted(() -> assertThatThrownBy(() -> video.publish(message("x")))
                    .isInstanceOf(QueueUnavailableException.class));
            await().until(() -> queues.check() instanceof CheckResult.Failing(String reason)
                    && reason.contains("takes no messages"));
        } finally {
            broker.control("set_vm_memory_high_watermark", "0.4");
        }
        publishWhenPossible(video, message("fits again"));
        assertThat(queues.check()).isEqualTo(CheckResult.OK);
    }

    @Test
    void handlerThatFailsWhileTheBrokerIsFullIsTriedAgainOnceItIsNot() throws Exception {
        RabbitQueues queues = queues();
        WorkQueue<ConversionRequested> video = video(queues);
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        CountDownLatch full = new CountDownLatch(1);
        video.publish(message("a"));
        try (WorkQueue.Subscription _ = video.subscribe(1, delivery -> {
            if (!delivery.message().filename().equals("a")) {
                return Outcome.DONE; // One that was refused may have arrived all the same.
            }
            attempts.add(delivery.deliveryCount());
            full.await();
            return delivery.deliveryCount() == 1 ? new Outcome.Retry("on purpose") : Outcome.DONE;
        })) {
            await().until(() -> attempts.size() == 1);
            broker.control("set_vm_memory_high_watermark", "absolute", "1");
            try {
                await().until(() -> isRefused(video));
                full.countDown();
                await().during(Duration.ofSeconds(5)).until(() -> attempts.size() == 1);
            } finally {
                broker.control("set_vm_memory_high_watermark", "0.4");
            }
            await().until(() -> attempts.size() >= 2);
            assertThat(attempts).containsExactly(1, 2);
        }
        assertThat(video.dead().count()).isZero();
    }

    private static boolean isRefused(WorkQueue<ConversionRequested> video) {
        try {
            video.publish(message("x"));
            return false;
        } catch (QueueUnavailableException refused) {
            return true;
        }
    }

    @Test
    void brokerThatDiesWhileItIsFullIsUsedAgain() throws Exception {
        RabbitQueues queues = queues();
        WorkQueue<ConversionRequested> video = video(queues);
        broker.control("set_vm_memory_high_watermark", "absolute", "1");
        await().until(() -> isRefused(video));
        broker.kill();
        broker.restart();
        await().until(() -> !isRefused(video));
        assertThat(video.waiting()).isPositive();
        assertThat(queues.check()).isEqualTo(CheckResult.OK);
    }

    @Test
    void queueOfAnotherTypeIsUsedAsItIs() throws Exception {
        onBroker(channel -> channel.queueDeclare("video", true, false, false, null));
        WorkQueue<ConversionRequested> video = video(queues());
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        video.publish(message("a"));
        try (WorkQueue.Subscription _ = video.subscribe(1, delivery -> {
            attempts.add(delivery.deliveryCount());
            return delivery.deliveryCount() < 3 ? new Outcome.Retry("not yet") : Outcome.DONE;
        })) {
            await().untilAsserted(() -> assertThat(attempts).containsExactly(1, 2, 3));
        }
    }

    @Test
    void strangersMessageIsADeadLetterAndKept() throws Exception {
        WorkQueue<ConversionRequested> video = video(queues());
        onBroker(channel -> channel.basicPublish("", "video", null, "{\"video_fid\":\"66\"}".getBytes(UTF_8)));
        try (WorkQueue.Subscription _ = video.subscribe(1, _ -> Outcome.DONE)) {
            await().until(() -> video.dead().count() == 1);
        }
        onBroker(channel -> {
            var dead = channel.basicGet("video.dead", true);
            assertThat(new String(dead.getBody(), UTF_8)).isEqualTo("{\"video_fid\":\"66\"}");
            assertThat(String.valueOf(dead.getProps().getHeaders().get(MessageProperties.REASON)))
                    .contains("unreadable");
        });
    }

    @Test
    void wrongPasswordIsToldAtStart() {
        RabbitQueues queues =
                new RabbitQueues(URI.create(address.replace("guest:guest", "guest:wrong")), "test", Clock.systemUTC());
        open.add(queues);
        assertThatThrownBy(queues::start)
                .hasMessageContaining("does not let us in")
                .hasMessageNotContaining("wrong@");
    }

    @Test
    void broadcastReachesAllWhoListenAndAgainAfterAKill() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        RabbitQueues sender = queues();
        Broadcast<CancelRequested> toAll = sender.broadcast("cancels", new CancelRequestedCodec());
        sender.start();
        for (String name : List.of("first", "second")) {
            RabbitQueues listener = queues();
            Broadcast<CancelRequested> cancels = listener.broadcast("cancels", new CancelRequestedCodec());
            listener.start();
            cancels.listen(cancel -> heard.add(name + " " + cancel.attempt()));
        }
        sendUntil(toAll, 1, () -> heard.contains("first 1") && heard.contains("second 1"));
        broker.kill();
        toAll.send(new CancelRequested(JobId.random(), 2)); // Lost, but no caller waits.
        broker.restart();
        sendUntil(toAll, 3, () -> heard.contains("first 3") && heard.contains("second 3"));
    }

    private static void sendUntil(
            Broadcast<CancelRequested> toAll, int attempt, java.util.concurrent.Callable<Boolean> heard) {
        await().until(() -> {
            toAll.send(new CancelRequested(JobId.random(), attempt));
            return heard.call();
        });
    }

    /** A change of the broker by another program. */
    @FunctionalInterface
    private interface OnBroker {
        void act(Channel channel) throws Exception;
    }

    private void onBroker(OnBroker action) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(address);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            action.act(channel);
        }
    }
}
