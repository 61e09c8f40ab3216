package org.soundlift.queue.sql;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.Doorbell;
import org.soundlift.queue.MessageHandler;
import org.soundlift.queue.sql.SqlMessages.Claimed;

/**
 * Claims messages while slots are free, runs the handler on a thread for each, and keeps the claims alive
 * meanwhile. Platform threads: a handler may call native code, and there are few.
 */
final class SqlSubscription implements WorkQueue.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(SqlSubscription.class);

    private final String queue;
    private final MessageHandler<?> handler;
    private final SqlMessages messages;
    private final SqlQueueTiming timing;
    private final int slots;
    private final Consumer<SqlSubscription> onClose;

    private final Semaphore freeSlots;
    private final Doorbell doorbell = new Doorbell();
    private final Set<Claimed> claimed = ConcurrentHashMap.newKeySet();
    private final Thread dispatcher;
    private final Thread heartbeat;
    private volatile boolean stopped;

    SqlSubscription(
            MessageHandler<?> handler,
            SqlMessages messages,
            SqlQueueTiming timing,
            int slots,
            Consumer<SqlSubscription> onClose) {
        this.queue = handler.queue();
        this.handler = handler;
        this.messages = messages;
        this.timing = timing;
        this.slots = slots;
        this.onClose = onClose;
        this.freeSlots = new Semaphore(slots);
        this.dispatcher =
                Thread.ofPlatform().name(queue + "-dispatcher").daemon().unstarted(this::dispatch);
        this.heartbeat = Thread.ofPlatform().name(queue + "-heartbeat").daemon().unstarted(this::beat);
    }

    void start() {
        dispatcher.start();
        heartbeat.start();
    }

    /** There may be something to claim. */
    void wake() {
        doorbell.ring();
    }

    private void dispatch() {
        try {
            while (!stopped) {
                freeSlots.acquire();
                Optional<Claimed> next = stopped ? Optional.empty() : claim();
                if (next.isPresent()) {
                    run(next.get());
                } else {
                    freeSlots.release();
                    doorbell.await(timing.poll());
                }
            }
        } catch (InterruptedException stoppedWhileWaiting) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Claimed> claim() {
        try {
            return messages.claim(queue, timing.visibility());
        } catch (RuntimeException
                | Error e) { // Whatever it is, later may be better; a dead dispatcher delivers nothing.
            LOG.warn("Queue {}: cannot claim a message, retrying", queue, e);
            return Optional.empty();
        }
    }

    private void run(Claimed message) {
        claimed.add(message);
        Thread worker = Thread.ofPlatform().name(queue + "-" + message.id()).unstarted(() -> {
            try {
                settle(message, handler.handle(message.body(), message.deliveryCount()));
            } catch (JdbiException e) {
                LOG.warn("Queue {}: could not settle message {}, it will be delivered again", queue, message.id(), e);
            } finally {
                free(message);
            }
        });
        try {
            worker.start();
        } catch (Error noThread) {
            LOG.error("Queue {}: no thread for message {}, it will be delivered again", queue, message.id(), noThread);
            free(message);
        }
    }

    private void free(Claimed message) {
        claimed.remove(message);
        freeSlots.release();
        wake();
    }

    private void settle(Claimed message, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done() -> messages.done(message);
            case Outcome.Release() -> messages.release(message);
            case Outcome.Reject(String reason) -> bury(message, reason);
            case Outcome.Retry(String reason) -> {
                Duration delay = handler.retries().delayAfter(message.deliveryCount());
                LOG.info("Queue {}: message {} again in {}: {}", queue, message.id(), delay, reason);
                messages.retry(message, delay);
            }
        }
    }

    private void bury(Claimed message, String reason) {
        LOG.error("Queue {}: message {} joins the dead letters: {}", queue, message.id(), reason);
        messages.bury(queue, message, reason);
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(timing.visibility().dividedBy(3));
                claimed.forEach(this::renew);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void renew(Claimed message) {
        try {
            messages.renew(message, timing.visibility());
        } catch (RuntimeException | Error e) {
            LOG.warn("Queue {}: could not renew the claim on message {}", queue, message.id(), e);
        }
    }

    @Override
    public void stop() {
        stopped = true;
        wake();
    }

    @Override
    public void close() {
        stop();
        freeSlots.acquireUninterruptibly(slots);
        freeSlots.release(slots);
        heartbeat.interrupt();
        onClose.accept(this);
    }

    void abandon() {
        stopped = true;
        dispatcher.interrupt();
        heartbeat.interrupt();
        onClose.accept(this);
    }
}
