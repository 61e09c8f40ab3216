package org.soundlift.gateway.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.soundlift.gateway.ledger.JobEvents.Event;
import org.soundlift.gateway.ledger.JobEvents.Progressed;

/**
 * A receiver of events. Of a job's progress only the latest is kept for a slow one; one that leaves too many states
 * unread is cut off, and catches up when it connects again.
 */
public final class Subscriber implements AutoCloseable {
    private static final int MAX_UNREAD = 2_000;

    private final Predicate<Event> wanted;
    private final Consumer<Subscriber> onClose;
    private final Deque<Event> unread = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean ended;

    Subscriber(Predicate<Event> wanted, Consumer<Subscriber> onClose) {
        this.wanted = wanted;
        this.onClose = onClose;
    }

    void offer(Event event) {
        if (!wanted.test(event)) {
            return;
        }
        lock.lock();
        try {
            unread.removeIf(
                    earlier -> earlier instanceof Progressed && earlier.id().equals(event.id()));
            unread.add(event);
            ended |= unread.size() > MAX_UNREAD;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** The next event; empty if there is none within {@code patience}, or never again. */
    public Optional<Event> await(Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (unread.isEmpty() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(unread.poll());
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if nothing will ever come again. */
    public boolean isEnded() {
        lock.lock();
        try {
            return ended && unread.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        onClose.accept(this);
    }
}
