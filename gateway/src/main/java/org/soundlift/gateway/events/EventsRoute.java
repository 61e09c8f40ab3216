package org.soundlift.gateway.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.events.JobEvents.Event;
import org.soundlift.gateway.events.JobEvents.Progressed;
import org.soundlift.gateway.events.JobEvents.StateChanged;
import org.soundlift.gateway.jobs.Job;
import org.soundlift.gateway.jobs.Jobs;
import org.soundlift.gateway.jobs.Owner;
import org.soundlift.gateway.session.Door;
import org.soundlift.gateway.session.Requests;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-sent events (HTML Living Standard §9.2). The id of an event is the revision of its job: a client that comes
 * back with {@code Last-Event-ID} is told the states that it missed. Comments keep the connection alive.
 */
public final class EventsRoute {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int REPLAY_LIMIT = 1_000;

    private final Jobs jobs;
    private final JobEvents events;
    private final Requests requests;
    private final StatusBody bodies;
    private final Door door;

    public EventsRoute(Jobs jobs, JobEvents events, Requests requests, StatusBody bodies, Door door) {
        this.jobs = jobs;
        this.events = events;
        this.requests = requests;
        this.bodies = bodies;
        this.door = door;
    }

    /** All events of one job, from its present state to its end. */
    public void ofOne(Context ctx) throws IOException, InterruptedException {
        JobId id = requests.jobId(ctx);
        Owner owner = requests.owner(ctx);
        try (Subscriber subscriber = events.subscribe(event -> event.id().equals(id))) {
            Job job = jobs.find(owner, id).orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
            OutputStream out = begin(ctx);
            boolean known =
                    lastEventId(ctx).filter(last -> last >= job.revision()).isPresent();
            if (!known) {
                send(ctx, out, new StateChanged(job));
            }
            if (!job.status().isFinal()) {
                stream(ctx, out, subscriber, true);
            }
        } catch (EofException clientLeft) {
            // Nobody reads any more.
        }
    }

    /** All events of the owner's jobs. */
    public void ofAll(Context ctx) throws IOException, InterruptedException {
        Owner owner = requests.owner(ctx);
        try (Subscriber subscriber =
                events.subscribe(event -> event.owner().id().equals(owner.id()))) {
            OutputStream out = begin(ctx);
            Optional<Long> last = lastEventId(ctx);
            List<Job> missed = last.isPresent() ? jobs.changedSince(owner, last.get(), REPLAY_LIMIT) : List.of();
            for (Job job : missed) {
                send(ctx, out, new StateChanged(job));
            }
            stream(ctx, out, subscriber, false);
        } catch (EofException clientLeft) {
            // Nobody reads any more.
        }
    }

    private static Optional<Long> lastEventId(Context ctx) {
        String id = ctx.header("Last-Event-ID");
        return id != null && id.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }

    private static OutputStream begin(Context ctx) throws IOException {
        ctx.contentType("text/event-stream");
        ctx.header("X-Accel-Buffering", "no"); // Proxies of nginx's kind would hold events back.
        OutputStream out = ctx.res().getOutputStream(); // Javalin's own would hold back what is flushed.
        out.write(": soundlift\nretry: 2000\n\n".getBytes(UTF_8));
        out.flush();
        return out;
    }

    private void stream(Context ctx, OutputStream out, Subscriber subscriber, boolean untilFinal)
            throws IOException, InterruptedException {
        long checked = System.nanoTime();
        while (!subscriber.isEnded()) {
            Optional<Event> event = subscriber.await(HEARTBEAT);
            if (System.nanoTime() - checked >= HEARTBEAT.toNanos()) {
                if (!door.isStillWelcome(ctx)) {
                    return; // The session has ended; who comes back is asked again.
                }
                checked = System.nanoTime();
            }
            if (event.isEmpty()) {
                out.write(": still here\n\n".getBytes(UTF_8));
                out.flush();
            } else {
                send(ctx, out, event.get());
                if (untilFinal
                        && event.get() instanceof StateChanged(Job job)
                        && job.status().isFinal()) {
                    return;
                }
            }
        }
    }

    private void send(Context ctx, OutputStream out, Event event) throws IOException {
        String text = switch (event) {
            case StateChanged(Job job) -> text(name(job), job.revision(), bodies.of(ctx, job));
            case Progressed(var entry) ->
                text(
                        "progress",
                        entry.revision(),
                        Json.object().put("job_id", entry.id().value()).put("progress", entry.fraction()));
        };
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
