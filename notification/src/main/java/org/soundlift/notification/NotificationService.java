package org.soundlift.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
    private final List<Notifier> notifiers;
    private final MeterRegistry registry;
    private final RecentlyTold told = new RecentlyTold();
    private Optional<WorkQueue.Subscription> subscription = Optional.empty();

    public NotificationService(WorkQueue<ConversionFinished> mp3, List<Notifier> notifiers, MeterRegistry registry) {
        this.registry = registry;
        this.mp3 = mp3;
        this.notifiers = List.copyOf(notifiers);
    }

    @Override
    public String name() {
        return "notification " + notifiers.stream().map(Notifier::name).collect(Collectors.joining(" and "));
    }

    @Override
    public void start() {
        subscription = Optional.of(mp3.subscribe(SLOTS, this));
    }

    /** Ends arrive more than once when something died in between; their owner is told once. */
    @Override
    public Outcome handle(WorkQueue.Delivery<ConversionFinished> delivery) throws Exception {
        for (Notifier notifier : notifiers) {
            tell(notifier, delivery.message());
        }
        return Outcome.DONE;
    }

    private void tell(Notifier notifier, ConversionFinished finished) throws Exception {
        if (!told.begin(notifier, finished)) {
            LOG.debug(
                    "{}: the owner of job {} was told already",
                    notifier.name(),
                    finished.request().jobId());
            return;
        }
        boolean done = false;
        try {
            notifier.tell(finished);
            done = true;
        } finally {
            count(notifier, done);
            if (!done) {
                told.forget(notifier, finished);
            }
        }
    }

    private void count(Notifier notifier, boolean done) {
        Counter.builder("soundlift.notifications")
                .description("Owners told, and tries that failed")
                .tag("by", notifier.name())
                .tag("result", done ? "told" : "failed")
                .register(registry)
                .increment();
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
