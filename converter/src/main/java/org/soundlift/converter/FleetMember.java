package org.soundlift.converter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.fleet.DrainRequested;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.BuildVersion;

/**
 * The converter as one of several: takes work, reports what it does, and takes no more when it is asked to.
 *
 * <p>It begins with one conversion at a time. A video that ends the process each time would otherwise take the same other one
 * with it each time, until both are given up. So a first delivery that has been made often before runs alone.
 */
final class FleetMember implements AutoCloseable {
    /** A message that was delivered so often may be what ended the process. */
    private static final int SUSPICIOUS = 3;

    private final String id = UUID.randomUUID().toString();
    private final Fleet fleet;
    private final WorkQueue<ConversionRequested> queue;
    private final WorkQueue.Handler<ConversionRequested> handler;
    private final RunningConversions running;
    private final int slots;
    private final ConverterReport.About about;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("converter-reports").factory());
    private final List<WorkQueue.Subscription> subscriptions = new ArrayList<>();
    private boolean alone = true;
    private boolean draining;
    /** The conversions that run now, those of subscriptions that were left included. */
    private int working;
    /** Grows when the subscriptions are left. */
    private int generation;

    private Optional<Thread> leaving = Optional.empty();
    private boolean closed;

    FleetMember(
            ConverterService.Messaging messaging,
            WorkQueue.Handler<ConversionRequested> handler,
            RunningConversions running,
            int slots,
            ConverterReport.About about) {
        this.fleet = messaging.fleet();
        this.queue = messaging.video();
        this.handler = handler;
        this.running = running;
        this.slots = slots;
        this.about = about;
    }

    static ConverterReport.About about(SandboxedFfmpeg sandboxed, Instant now) {
        return new ConverterReport.About(
                host(),
                BuildVersion.current().orElse("development"),
                sandboxed.ffmpeg().version(),
                sandboxed.proof().denied().stream()
                        .map(denial -> denial.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList(),
                now);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "unknown";
        }
    }

    synchronized void start() {
        fleet.drains().listen(this::asked);
        subscribe(1);
        var _ = timer.scheduleWithFixedDelay(this::report, 0, ConverterReport.PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void subscribe(int more) {
        if (more > 0) {
            int own = generation;
            subscriptions.add(queue.subscribe(more, delivery -> handle(own, delivery)));
        }
    }

    private Outcome handle(int own, WorkQueue.Delivery<ConversionRequested> delivery) throws Exception {
        if (!begin(own, delivery.deliveryCount())) {
            return Outcome.RELEASE;
        }
        try {
            return handler.handle(delivery);
        } finally {
            end(own);
        }
    }

    /** Returns false if what was delivered is not to be begun any more. */
    private synchronized boolean begin(int own, int deliveryCount) {
        if (closed || own != generation) {
            return false;
        }
        working++;
        if (deliveryCount < SUSPICIOUS) {
            takeMore();
        }
        return true;
    }

    private synchronized void end(int own) {
        working--;
        if (own == generation) {
            takeMore();
        } else if (!draining && !closed) {
            subscribe(1); // Work was taken again meanwhile: this slot is free now.
        }
    }

    private void takeMore() {
        if (alone && !closed) {
            alone = false;
            subscribe(slots - 1);
        }
    }

    private synchronized void asked(DrainRequested request) {
        if (closed || !request.converter().equals(id) || request.on() == draining) {
            return;
        }
        draining = request.on();
        if (draining) {
            generation++;
            subscriptions.forEach(this::leave);
            subscriptions.clear();
        } else {
            alone = false;
            subscribe(slots - working);
        }
        timer.execute(this::report);
    }

    /** Conversions that run go on. Another thread waits for their end. */
    private void leave(WorkQueue.Subscription left) {
        left.stop();
        Optional<Thread> before = leaving;
        leaving = Optional.of(Thread.ofVirtual().name("converter-draining").start(() -> {
            left.close();
            before.ifPresent(FleetMember::await);
        }));
    }

    private static void await(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // The end of a conversion is worth waiting for.
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void report() {
        fleet.reports().send(new ConverterReport(id, about, slots, running.jobs(), isDraining()));
    }

    private synchronized boolean isDraining() {
        return draining;
    }

    /** Takes no further work, and waits until what runs has ended. May be called more than once. */
    @Override
    public void close() {
        List<WorkQueue.Subscription> last;
        Optional<Thread> leavers;
        synchronized (this) {
            closed = true;
            last = List.copyOf(subscriptions);
            leavers = leaving;
        }
        timer.shutdownNow(); // After the last request that uses it.
        last.forEach(WorkQueue.Subscription::stop);
        last.forEach(WorkQueue.Subscription::close);
        leavers.ifPresent(FleetMember::await);
    }
}
