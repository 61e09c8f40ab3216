package org.soundlift.notification;

import java.util.Optional;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** Takes ended jobs from queue {@code mp3} and has their owners told. Its troubles never touch a job. */
public final class NotificationService implements Service {
    private final WorkQueue<ConversionFinished> mp3;
    private final Notifier notifier;
    private Optional<WorkQueue.Subscription> subscription = Optional.empty();

    public NotificationService(WorkQueue<ConversionFinished> mp3, Notifier notifier) {
        this.mp3 = mp3;
        this.notifier = notifier;
    }

    @Override
    public String name() {
        return "notification";
    }

    @Override
    public void start() {
        subscription = Optional.of(mp3.subscribe(1, delivery -> {
            notifier.tell(delivery.message());
            return Outcome.DONE;
        }));
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
