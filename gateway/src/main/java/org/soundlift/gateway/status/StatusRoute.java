package org.soundlift.gateway.status;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Optional;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import org.soundlift.http.negotiation.HtmlPage;
import org.soundlift.http.path.PathPrefix;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /status/ID}: how far a job is; with {@code ?wait=30} only when it has ended, or after 30 seconds. */
public final class StatusRoute {
    private static final int LONGEST_WAIT_SECONDS = 60;
    private static final int LONGEST_ECHO = 100;

    private final Jobs jobs;
    private final JobEnd end;
    private final Requests requests;
    private final StatusBody bodies;

    public StatusRoute(Jobs jobs, JobEnd end, Requests requests, StatusBody bodies) {
        this.jobs = jobs;
        this.end = end;
        this.requests = requests;
        this.bodies = bodies;
    }

    /** A browser that shows the answer gets a page of it. */
    public void get(Context ctx) throws InterruptedException {
        Optional<Job> job = find(ctx);
        if (HtmlPage.isWanted(ctx)) {
            new StatusPage(job.orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND)), bodies).answer(ctx);
        } else {
            job.ifPresentOrElse(found -> Json.answer(ctx, 200, bodies.of(ctx, found)), () -> notFound(ctx));
        }
    }

    /** {@code GET /jobs/ID}: the same, without the traits of the well-known converter API. */
    public void job(Context ctx) throws InterruptedException {
        Job job = find(ctx).orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
        Json.answer(ctx, 200, bodies.of(ctx, job));
    }

    private Optional<Job> find(Context ctx) throws InterruptedException {
        Requests.allow(ctx, "wait");
        int wait = Requests.number(ctx, "wait", 0, 0, LONGEST_WAIT_SECONDS);
        Owner owner = requests.owner(ctx);
        Optional<Job> job = JobId.parse(ctx.pathParam("id")).flatMap(id -> jobs.find(owner, id));
        return job.isPresent() && wait > 0 ? end.await(owner, job.get(), Duration.ofSeconds(wait)) : job;
    }

    /** Also for another owner's job: byte for byte the same. */
    private static void notFound(Context ctx) {
        String asked = ctx.pathParam("id");
        ObjectNode body = Json.object()
                .put("job_id", asked.substring(0, Math.min(asked.length(), LONGEST_ECHO)))
                .put("status", "not_found")
                .put("message", "Job not found.");
        ObjectNode problem = Problem.of(FailureCode.JOB_NOT_FOUND).writeTo(Json.object(), PathPrefix.of(ctx));
        problem.remove("status"); // RFC 9457 makes this member optional; here it is the job's.
        body.setAll(problem);
        Json.answer(ctx, 404, Problem.CONTENT_TYPE, body);
    }
}
