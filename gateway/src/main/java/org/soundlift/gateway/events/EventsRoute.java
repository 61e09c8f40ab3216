package org.soundlift.gateway.events;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.io.EofException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.access.AccessControl;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobEvents;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.Subscriber;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.http.ProblemException;

/**
 * Server-sent events (HTML Living Standard §9.2). The id of an event is the revision of its job: a client that comes
 * back with {@code Last-Event-ID} is told the states that it missed. Comments keep the connection alive.
 */
public final class EventsRoute {
    private static final int REPLAY_LIMIT = 1_000;

    private final Ledger ledger;
    private final Jobs jobs;
    private final JobEvents events;
    private final Requests requests;
    private final StatusBody bodies;
    private final AccessControl access;

    public EventsRoute(Ledger ledger, JobEvents events, Requests requests, StatusBody bodies, AccessControl access) {
        this.ledger = ledger;
        this.jobs = ledger.jobs();
        this.events = events;
        this.requests = requests;
        this.bodies = bodies;
        this.access = access;
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
                stream.run(subscriber, () -> isThere(ctx, owner, id), true);
            }
        } catch (EofException clientLeft) {
            // The client reads no more.
        }
    }

    /** The news of a deletion may get lost between two gateways. */
    private boolean isThere(Context ctx, Owner owner, JobId id) {
        return access.isStillWelcome(ctx) && jobs.find(owner, id).isPresent();
    }

    /** All events of the owner's jobs. */
    public void ofAll(Context ctx) throws IOException, InterruptedException {
        Owner owner = requests.owner(ctx);
        try (Subscriber subscriber = events.subscribe(event -> event.ownerId().equals(owner.id()))) {
            EventStream stream = new EventStream(
                    ctx,
                    bodies,
                    since -> jobs.changedSince(owner, since, REPLAY_LIMIT),
                    lastEventId(ctx).orElseGet(ledger::presentRevision));
            stream.begin();
            stream.catchUp();
            stream.run(subscriber, () -> access.isStillWelcome(ctx), false);
        } catch (EofException clientLeft) {
            // The client reads no more.
        }
    }

    private static Optional<Long> lastEventId(Context ctx) {
        String id = ctx.header("Last-Event-ID");
        return id != null && id.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }
}
