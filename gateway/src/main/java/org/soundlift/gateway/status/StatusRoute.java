package org.soundlift.gateway.status;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobEvents;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.Subscriber;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /status/ID}: how far a job is; with {@code ?wait=30} only when it has ended, or after 30 seconds. */
public final class StatusRoute {
    private static final int LONGEST_WAIT_SECONDS = 60;
    /** News from other gateways may get lost. */
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

    private static final int LONGEST_ECHO = 100;

    private final Jobs jobs;
    private final JobEvents events;
    private final Requests requests;
    private final StatusBody bodies;

    public StatusRoute(Jobs jobs, JobEvents events, Requests requests, StatusBody bodies) {
        this.jobs = jobs;
        this.events = events;
        this.requests = requests;
        this.bodies = bodies;
    }

    public void get(Context ctx) throws InterruptedException {
        int wait = Requests.number(ctx, "wait", 0, 0, LONGEST_WAIT_SECONDS);
        Owner owner = requests.owner(ctx);
        Optional<Job> job = JobId.parse(ctx.pathParam("id")).flatMap(id -> jobs.find(owner, id));
        if (job.isPresent() && wait > 0) {
            job = awaitEnd(owner, job.get(), Duration.ofSeconds(wait));
        }
        job.ifPresentOrElse(found -> Json.answer(ctx, 200, bodies.of(ctx, found)), () -> notFound(ctx));
    }

    private Optional<Job> awaitEnd(Owner owner, Job job, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Subscriber subscriber = events.subscribe(event -> event.id().equals(job.id()))) {
            Optional<Job> latest = jobs.find(owner, job.id());
            long left = deadline - System.nanoTime();
            while (left > 0
                    && !subscriber.isEnded()
                    && latest.filter(j -> !j.status().isFinal()).isPresent()) {
                Optional<JobEvents.Event> event = subscriber.await(Duration.ofNanos(Math.min(left, LOOK_AGAIN_NANOS)));
                if (event.filter(JobEvents.Progressed.class::isInstance).isEmpty()) {
                    latest = jobs.find(owner, job.id());
                }
                left = deadline - System.nanoTime();
            }
            return latest;
        }
    }

    /** Also for another owner's job: byte for byte the same. */
    private static void notFound(Context ctx) {
        String asked = ctx.pathParam("id");
        ObjectNode body = Json.object()
                .put("job_id", asked.substring(0, Math.min(asked.length(), LONGEST_ECHO)))
                .put("status", "not_found")
                .put("message", "Job not found.");
        ObjectNode problem = Problem.of(FailureCode.JOB_NOT_FOUND).writeTo(Json.object());
        problem.remove("status"); // RFC 9457 makes this member optional; here it is the job's.
        body.setAll(problem);
        Json.answer(ctx, 404, Problem.CONTENT_TYPE, body);
    }
}
