package org.soundlift.gateway.events;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.jobs.Job;
import org.soundlift.gateway.jobs.Jobs;
import org.soundlift.gateway.jobs.Owner;
import org.soundlift.gateway.session.Door;
import org.soundlift.gateway.session.Requests;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.http.ProblemException;

/**
 * Server-sent events (HTML Living Standard §9.2). The id of an event is the revision of its job: a client that comes
 * back with {@code Last-Event-ID} is told the states that it missed. Comments keep the connection alive.
 */
public final class EventsRoute {
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
            EventStream stream = new EventStream(
                    ctx,
                    bodies,
                    since -> jobs.find(owner, id).filter(j -> j.revision() > since).stream()
                            .toList(),
                    lastEventId(ctx).orElse(-1L));
            stream.begin();
            if (!stream.catchUp() && !job.status().isFinal()) {
                stream.run(subscriber, () -> door.isStillWelcome(ctx), true);
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
            EventStream stream = new EventStream(
                    ctx,
                    bodies,
                    since -> jobs.changedSince(owner, since, REPLAY_LIMIT),
                    lastEventId(ctx).orElseGet(jobs::presentRevision));
            stream.begin();
            stream.catchUp();
            stream.run(subscriber, () -> door.isStillWelcome(ctx), false);
        } catch (EofException clientLeft) {
            // Nobody reads any more.
        }
    }

    private static Optional<Long> lastEventId(Context ctx) {
        String id = ctx.header("Last-Event-ID");
        return id != null && id.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }
}
