package org.soundlift.notification;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** Takes ended jobs from queue {@code mp3} and has their owners told. Its troubles never touch a job. */
public final class NotificationService implements Service, WorkQueue.Handler<ConversionFinished> {
    private static final Logger LOG = LoggerFactory.getLogger(NotificationService.class);
    /** A server that takes its time with one mail must not hold up the others. */
    private static final int SLOTS = 4;

    private final WorkQueue<ConversionFinished> mp3;
    private final Notifier notifier;
    private final RecentlyTold told = new RecentlyTold();
    private Optional<WorkQueue.Subscription> subscription = Optional.empty();

    public NotificationService(WorkQueue<ConversionFinished> mp3, Notifier notifier) {
        this.mp3 = mp3;
        this.notifier = notifier;
    }

    @Override
    public String name() {
        return "notification " + notifier.name();
    }

    @Override
    public void start() {
        subscription = Optional.of(mp3.subscribe(SLOTS, this));
    }

    /** Ends arrive more than once when something died in between; their owner is told once. */
    @Override
    public Outcome handle(WorkQueue.Delivery<ConversionFinished> delivery) throws Exception {
        ConversionFinished finished = delivery.message();
        if (!told.begin(finished)) {
            LOG.debug("The owner of job {} was told already", finished.request().jobId());
            return Outcome.DONE;
        }
        boolean done = false;
        try {
            notifier.tell(finished);
            done = true;
            return Outcome.DONE;
        } finally {
            if (!done) {
                told.forget(finished);
            }
        }
    }

    @Override
    public CheckResult check() {
        return CheckResult.OK;
    }

    @Override
    public void close() {
        subscription.ifPresent(WorkQueue.Subscription::close);
    }
}
