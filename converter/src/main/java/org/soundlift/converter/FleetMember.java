package org.soundlift.converter;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.soundlift.converter.ffmpeg.SandboxedFfmpeg;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.fleet.DrainRequested;
import org.soundlift.core.fleet.Fleet;
import org.soundlift.core.job.ConversionRequested;
import org.soundlift.core.queue.Outcome;
import org.soundlift.core.queue.WorkQueue;
import org.soundlift.core.service.BuildVersion;

/** The converter as one of several: takes work, reports what it does, and takes no more when it is asked to. */
final class FleetMember implements AutoCloseable {
    private final String id = UUID.randomUUID().toString();
    private final Fleet fleet;
    private final WorkQueue<ConversionRequested> queue;
    private final WorkQueue.Handler<ConversionRequested> handler;
    private final RunningConversions running;
    private final int slots;
    private final ConverterReport.About about;
    /** Conversions that go on while draining keep their slots. */
    private final Semaphore freeSlots;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("converter-reports").factory());
    private Optional<WorkQueue.Subscription> subscription = Optional.empty();
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
        this.freeSlots = new Semaphore(slots, true);
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
        subscription = Optional.of(queue.subscribe(slots, this::handle));
        var _ = timer.scheduleWithFixedDelay(this::report, 0, ConverterReport.PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Outcome handle(WorkQueue.Delivery<ConversionRequested> delivery) throws Exception {
        freeSlots.acquire();
        try {
            return handler.handle(delivery);
        } finally {
            freeSlots.release();
        }
    }

    private synchronized void asked(DrainRequested request) {
        if (closed || !request.converter().equals(id)) {
            return;
        }
        if (request.on()) {
            subscription.ifPresent(this::leave);
            subscription = Optional.empty();
        } else if (subscription.isEmpty()) {
            subscription = Optional.of(queue.subscribe(slots, this::handle));
        }
        timer.execute(this::report);
    }

    /** What runs goes on, and its end is waited for elsewhere. */
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
        return subscription.isEmpty();
    }

    /** Takes no further work, and waits until what runs has ended. May be called more than once. */
    @Override
    public void close() {
        timer.shutdownNow();
        Optional<WorkQueue.Subscription> last;
        Optional<Thread> leavers;
        synchronized (this) {
            closed = true;
            last = subscription;
            leavers = leaving;
        }
        last.ifPresent(WorkQueue.Subscription::close);
        leavers.ifPresent(FleetMember::await);
    }
}
