package org.soundlift.core.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.job.JobId;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.queue.WorkQueue.Subscription;

/** The contract of every work queue. Adapters under test retry within milliseconds and give up after 20 attempts. */
public abstract class WorkQueueContract {
    /** A connection of its own to one and the same queue, empty when the test begins. */
    protected abstract WorkQueue<ConversionRequested> connect() throws Exception;

    /** Cuts a connection as the death of its process would: nothing is settled, no heartbeat goes on. */
    protected abstract void kill(WorkQueue<ConversionRequested> connection);

    @Test
    void messageArrivesUnchanged() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        ConversionRequested message = message("Zażółć \"gęślą\" \n jaźń 🎵.mp4");
        Queue<ConversionRequested> seen = new ConcurrentLinkedQueue<>();
        queue.publish(message);
        try (Subscription _ = queue.subscribe(1, d -> done(seen.add(d.message())))) {
            await().untilAsserted(() -> assertThat(seen).containsExactly(message));
        }
        assertThat(queue.waiting()).isZero();
        assertThat(queue.dead().count()).isZero();
    }

    @Test
    void messagesArriveInOrder() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        List<String> names = IntStream.range(0, 100).mapToObj(i -> i + ".mp4").toList();
        for (String name : names) {
            queue.publish(message(name));
        }
        assertThat(queue.waiting()).isEqualTo(100);
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (Subscription _ = queue.subscribe(1, d -> done(seen.add(d.message().filename())))) {
            await().untilAsserted(() -> assertThat(seen).containsExactlyElementsOf(names));
        }
    }

    @Test
    void retriedMessageComesBackWithTheNextAttempt() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        queue.publish(message("a"));
        try (Subscription _ = queue.subscribe(1, d -> {
            attempts.add(d.deliveryCount());
            return d.deliveryCount() < 3 ? new Outcome.Retry("not yet") : Outcome.DONE;
        })) {
            await().untilAsserted(() -> assertThat(attempts).containsExactly(1, 2, 3));
        }
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void throwingHandlerIsARetry() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        queue.publish(message("a"));
        try (Subscription _ = queue.subscribe(1, d -> {
            attempts.add(d.deliveryCount());
            if (d.deliveryCount() == 1) {
                throw new IllegalStateException("on purpose");
            }
            return Outcome.DONE;
        })) {
            await().untilAsserted(() -> assertThat(attempts).containsExactly(1, 2));
        }
    }

    @Test
    void releasedMessageComesBackAsTheSameAttempt() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        queue.publish(message("a"));
        try (Subscription _ = queue.subscribe(1, d -> {
            attempts.add(d.deliveryCount());
            return attempts.size() == 1 ? Outcome.RELEASE : Outcome.DONE;
        })) {
            await().untilAsserted(() -> assertThat(attempts).containsExactly(1, 1));
        }
    }

    @Test
    void rejectedMessageJoinsTheDeadLetters() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        AtomicInteger deliveries = new AtomicInteger();
        queue.publish(message("a"));
        try (Subscription _ = queue.subscribe(1, d -> {
            deliveries.incrementAndGet();
            return new Outcome.Reject("hopeless");
        })) {
            await().untilAsserted(() -> assertThat(queue.dead().count()).isOne());
        }
        assertThat(deliveries).hasValue(1);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void deadLettersAreSeenDroppedAndDeliveredOnceMore() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        DeadLetters dead = queue.dead();
        assertThat(dead.list(10)).isEmpty();
        for (String name : List.of("a", "b", "c")) {
            queue.publish(message(name));
        }
        try (Subscription _ = queue.subscribe(1, _ -> new Outcome.Reject("hopeless"))) {
            await().untilAsserted(() -> assertThat(dead.count()).isEqualTo(3));
        }
        assertThat(dead.list(2)).hasSize(2);
        List<DeadLetters.DeadLetter> letters = dead.list(10);
        for (int i = 0; i < 30; i++) { // To look at them changes nothing, however often.
            assertThat(dead.list(10)).isEqualTo(letters);
        }
        assertThat(letters).extracting(DeadLetters.DeadLetter::reason).containsOnly("hopeless");
        assertThat(letters).extracting(DeadLetters.DeadLetter::deliveries).containsOnly(1);
        assertThat(letters)
                .extracting(DeadLetters.DeadLetter::body)
                .satisfiesExactly(
                        body -> assertThat(body).contains("\"a\""),
                        body -> assertThat(body).contains("\"b\""),
                        body -> assertThat(body).contains("\"c\""));
        assertThat(letters.getFirst().rejectedAt()).isPresent();

        assertThat(dead.drop(letters.get(0).id())).isTrue();
        assertThat(dead.drop(letters.get(0).id())).isFalse();
        assertThat(dead.requeue(letters.get(1).id())).isTrue();
        assertThat(dead.requeue(letters.get(1).id())).isFalse();
        assertThat(dead.list(10)).containsExactly(letters.get(2));
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (Subscription _ = queue.subscribe(1, d -> done(seen.add(d.message().filename() + d.deliveryCount())))) {
            await().untilAsserted(() -> assertThat(seen).containsExactly("b1"));
        }
    }

    @Test
    void endlessRetriesEndAmongTheDeadLetters() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        AtomicInteger deliveries = new AtomicInteger();
        queue.publish(message("a"));
        try (Subscription _ = queue.subscribe(1, d -> {
            deliveries.incrementAndGet();
            return new Outcome.Retry("never");
        })) {
            await().untilAsserted(() -> assertThat(queue.dead().count()).isOne());
        }
        assertThat(deliveries).hasValue(20);
    }

    @Test
    void noMoreHandlersRunThanThereAreSlots() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch three = new CountDownLatch(3);
        AtomicInteger handled = new AtomicInteger();
        for (int i = 0; i < 30; i++) {
            queue.publish(message("a"));
        }
        try (Subscription _ = queue.subscribe(3, d -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            three.countDown();
            three.await();
            running.decrementAndGet();
            return done(handled.incrementAndGet() > 0);
        })) {
            await().untilAsserted(() -> assertThat(handled).hasValue(30));
        }
        assertThat(most).hasValue(3);
    }

    @Test
    void competingConnectionsShareTheWork() throws Exception {
        WorkQueue<ConversionRequested> publisher = connect();
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (Subscription _ =
                        connect().subscribe(2, d -> done(seen.add(d.message().filename())));
                Subscription _ =
                        connect().subscribe(2, d -> done(seen.add(d.message().filename())))) {
            for (int i = 0; i < 200; i++) {
                publisher.publish(message("v" + i));
            }
            await().untilAsserted(() -> assertThat(seen).hasSizeGreaterThanOrEqualTo(200));
        }
        assertThat(seen).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void stoppedSubscriptionTakesNothingMore() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        AtomicInteger deliveries = new AtomicInteger();
        Subscription s = queue.subscribe(1, d -> done(deliveries.incrementAndGet() > 0));
        queue.publish(message("a"));
        await().untilAsserted(() -> assertThat(deliveries).hasValue(1));
        s.close();
        queue.publish(message("b"));
        assertThat(queue.waiting()).isOne();
        try (Subscription _ = queue.subscribe(1, d -> done(deliveries.incrementAndGet() > 0))) {
            await().untilAsserted(() -> assertThat(deliveries).hasValue(2));
        }
    }

    @Test
    void closeWaitsForRunningHandlers() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Subscription s = queue.subscribe(1, d -> {
            begun.countDown();
            mayEnd.await();
            return Outcome.DONE;
        });
        queue.publish(message("a"));
        begun.await();
        Thread closing = Thread.startVirtualThread(s::close);
        await().until(() -> closing.getState() == Thread.State.WAITING);
        mayEnd.countDown();
        closing.join();
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void workOfADeadProcessIsDeliveredAgain() throws Exception {
        WorkQueue<ConversionRequested> dying = connect();
        CountDownLatch begun = new CountDownLatch(1);
        dying.subscribe(1, d -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return Outcome.DONE;
        });
        dying.publish(message("a"));
        begun.await();
        kill(dying);
        Queue<Integer> attempts = new ConcurrentLinkedQueue<>();
        try (Subscription _ = connect().subscribe(1, d -> done(attempts.add(d.deliveryCount())))) {
            await().untilAsserted(() -> assertThat(attempts).containsExactly(2));
        }
    }

    @Test
    void longWorkIsNotDeliveredTwice() throws Exception {
        WorkQueue<ConversionRequested> queue = connect();
        AtomicInteger deliveries = new AtomicInteger();
        CountDownLatch mayEnd = new CountDownLatch(1);
        queue.publish(message("a"));
        try (Subscription _ = queue.subscribe(1, d -> {
                    deliveries.incrementAndGet();
                    mayEnd.await();
                    return Outcome.DONE;
                });
                Subscription _ = connect().subscribe(1, d -> done(deliveries.incrementAndGet() > 0))) {
            await().until(() -> deliveries.get() == 1);
            await().during(java.time.Duration.ofSeconds(2)).until(() -> deliveries.get() == 1);
            mayEnd.countDown();
        }
        assertThat(deliveries).hasValue(1);
    }

    private static Outcome done(boolean ignored) {
        return Outcome.DONE;
    }

    /** A request of a new job. */
    public static ConversionRequested message(String filename) {
        JobId job = JobId.random();
        return new ConversionRequested(
                job,
                1,
                job.video(),
                job.mp3(),
                "somebody",
                filename,
                AudioOptions.DEFAULT,
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Optional.empty(),
                Optional.empty());
    }
}
