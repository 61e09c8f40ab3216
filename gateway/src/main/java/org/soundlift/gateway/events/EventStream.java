package org.soundlift.gateway.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobEvents.Deleted;
import org.soundlift.gateway.ledger.JobEvents.Event;
import org.soundlift.gateway.ledger.JobEvents.Progressed;
import org.soundlift.gateway.ledger.JobEvents.StateChanged;
import org.soundlift.gateway.ledger.Subscriber;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.http.Json;
import tools.jackson.databind.node.ObjectNode;

/** The stream to one client: events as they come, and from the ledger those that got lost between two gateways. */
final class EventStream {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Context ctx;
    private final OutputStream out;
    private final StatusBody bodies;
    private final LongFunction<List<Job>> changedSince;
    private long seen;

    /**
     * A stream that nothing is written to yet.
     *
     * @param changedSince the jobs that changed after a revision, in the order of their changes
     * @param seen the revision that the client has seen
     */
    EventStream(Context ctx, StatusBody bodies, LongFunction<List<Job>> changedSince, long seen) throws IOException {
        this.ctx = ctx;
        this.out = ctx.res().getOutputStream(); // Javalin's own would hold back what is flushed.
        this.bodies = bodies;
        this.changedSince = changedSince;
        this.seen = seen;
    }

    void begin() throws IOException {
        ctx.contentType("text/event-stream");
        ctx.header("X-Accel-Buffering", "no"); // Proxies of nginx's kind would hold events back.
        write(": soundlift\nretry: 2000\n\n");
    }

    /** Sends the states that the client has missed. Returns true if a final one was among them. */
    boolean catchUp() throws IOException {
        boolean ended = false;
        for (Job job : changedSince.apply(seen)) {
            ended |= send(new StateChanged(job));
        }
        return ended;
    }

    /**
     * Sends until the client leaves, the service ends or the client may no longer see the jobs; one that comes back
     * is asked again.
     *
     * @param untilFinal true if a final state is the end
     */
    void run(Subscriber subscriber, BooleanSupplier welcome, boolean untilFinal)
            throws IOException, InterruptedException {
        long checked = System.nanoTime();
        while (!subscriber.isEnded()) {
            Optional<Event> event = subscriber.await(HEARTBEAT);
            boolean ended = event.isPresent() && send(event.get()) && untilFinal;
            if (System.nanoTime() - checked >= HEARTBEAT.toNanos()) {
                if (!welcome.getAsBoolean()) {
                    return;
                }
                write(": still here\n\n");
                ended |= catchUp() && untilFinal;
                checked = System.nanoTime();
            }
            if (ended) {
                return;
            }
        }
    }

    /** Returns true if it told of a final state. */
    private boolean send(Event event) throws IOException {
        return switch (event) {
            case StateChanged(Job job) -> {
                write(text(name(job), job.revision(), bodies.of(ctx, job)));
                seen = Math.max(seen, job.revision());
                yield job.status().isFinal();
            }
            case Progressed(var entry) -> {
                Job job = entry.job();
                write(text(name(job), job.revision(), bodies.of(ctx, job)));
                yield false;
            }
            case Deleted deleted -> {
                write(text(
                        "deleted",
                        deleted.revision(),
                        Json.object().put("job_id", deleted.id().value())));
                seen = Math.max(seen, deleted.revision());
                yield true;
            }
        };
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** The beginning of a conversion is its first progress. */
    private static String name(Job job) {
        return switch (job.status()) {
            case QUEUED -> "queued";
            case PROCESSING -> "progress";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            case CANCELED -> "canceled";
        };
    }

    private static String text(String name, long id, ObjectNode data) {
        return "event: job." + name + "\nid: " + id + "\ndata: " + Json.text(data) + "\n\n";
    }
}
