package org.soundlift.queue.sql;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.queue.MessageHandler;
import org.soundlift.queue.RetryPolicy;
import org.soundlift.queue.json.MessageCodec;

/** One queue in the table of messages. */
final class SqlWorkQueue<T> implements WorkQueue<T> {
    private final String queue;
    private final MessageCodec<T> codec;
    private final RetryPolicy retries;
    private final SqlMessages messages;
    private final SqlQueueTiming timing;
    private final List<SqlSubscription> subscriptions = new CopyOnWriteArrayList<>();

    SqlWorkQueue(
            String queue, MessageCodec<T> codec, RetryPolicy retries, SqlMessages messages, SqlQueueTiming timing) {
        this.queue = queue;
        this.codec = codec;
        this.retries = retries;
        this.messages = messages;
        this.timing = timing;
    }

    @Override
    public void publish(T message) throws QueueUnavailableException {
        SqlDeadLetters.available(() -> {
            messages.insert(queue, codec.encode(message));
            return 0L;
        });
        wake();
    }

    private void wake() {
        subscriptions.forEach(SqlSubscription::wake);
    }

    @Override
    public Subscription subscribe(int slots, Handler<T> handler) {
        SqlSubscription subscription = new SqlSubscription(
                new MessageHandler<>(queue, codec, retries, handler), messages, timing, slots, subscriptions::remove);
        subscriptions.add(subscription);
        subscription.start();
        return subscription;
    }

    @Override
    public long waiting() throws QueueUnavailableException {
        return SqlDeadLetters.available(() -> messages.countWaiting(queue));
    }

    @Override
    public long ready() throws QueueUnavailableException {
        return SqlDeadLetters.available(() -> messages.countReady(queue));
    }

    @Override
    public DeadLetters dead() {
        return messages.dead(queue, this::wake);
    }

    /** Ends the heartbeats and takes nothing more, as if the process had died. */
    void abandon() {
        subscriptions.forEach(SqlSubscription::abandon);
    }
}
