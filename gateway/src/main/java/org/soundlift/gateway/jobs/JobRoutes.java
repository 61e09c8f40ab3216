package org.soundlift.gateway.jobs;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.MediaStore;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.JobFilter;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Sweeper;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The routes of jobs that an owner has, or of those of all owners: list, cancel, retry, delete. */
public final class JobRoutes {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    private final Ledger ledger;
    private final MediaStore store;
    private final Requests requests;
    private final StatusBody bodies;
    private final boolean ofAll;

    private JobRoutes(Ledger ledger, MediaStore store, Requests requests, StatusBody bodies, boolean ofAll) {
        this.ledger = ledger;
        this.store = store;
        this.requests = requests;
        this.bodies = bodies;
        this.ofAll = ofAll;
    }

    /** Returns the routes of the jobs that the caller has. */
    public static JobRoutes ofCaller(Ledger ledger, MediaStore store, Requests requests, StatusBody bodies) {
        return new JobRoutes(ledger, store, requests, bodies, false);
    }

    /** Returns the routes of all jobs, for administrators. */
    public static JobRoutes ofAll(Ledger ledger, MediaStore store, Requests requests, StatusBody bodies) {
        return new JobRoutes(ledger, store, requests, bodies, true);
    }

    /** {@code GET /jobs}: newest first; {@code next_cursor} names the place where more follow. */
    public void list(Context ctx) {
        Requests.allow(ctx, "status", "error", "filename", "limit", "cursor", "owner");
        int limit = Requests.number(ctx, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        boolean everybody = ofAll || everybody(ctx);
        JobFilter filter = new JobFilter(
                everybody ? Optional.empty() : Optional.of(requests.owner(ctx)),
                status(ctx),
                ofAll ? text(ctx, "owner") : Optional.empty(),
                text(ctx, "error"),
                text(ctx, "filename"));
        Optional<Jobs.Cursor> before =
                Optional.ofNullable(ctx.queryParam("cursor")).map(JobRoutes::cursor);
        List<Job> found = ledger.jobs().list(filter, before, limit + 1);
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("jobs");
        found.stream().limit(limit).forEach(job -> {
            ObjectNode entry = bodies.of(ctx, job);
            list.add(everybody ? entry.put("owner", job.owner().username()) : entry);
        });
        body.put(
                "next_cursor",
                found.size() > limit ? Jobs.Cursor.behind(found.get(limit - 1)).toString() : null);
        Json.answer(ctx, 200, body);
    }

    /** Returns true if the jobs of all owners are asked for, with {@code ?owner=all}. */
    private boolean everybody(Context ctx) {
        String owner = ctx.queryParam("owner");
        if (owner == null || owner.isEmpty()) {
            return false;
        }
        if (!owner.equals("all")) {
            throw new ProblemException(Problem.invalidOption("owner", "all, or absent"));
        }
        if (!requests.isAdmin(ctx)) {
            throw new ProblemException(FailureCode.FORBIDDEN, "Only administrators list the jobs of all accounts.");
        }
        return true;
    }

    private static Optional<String> text(Context ctx, String name) {
        return Optional.ofNullable(ctx.queryParam(name)).filter(text -> !text.isEmpty());
    }

    private static Jobs.Cursor cursor(String text) {
        return Jobs.Cursor.parse(text)
                .orElseThrow(() -> new ProblemException(Problem.invalidOption("cursor", "a \"next_cursor\" of /jobs")));
    }

    private static Optional<JobStatus> status(Context ctx) {
        String name = ctx.queryParam("status");
        if (name == null || name.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(JobStatus.fromWireName(name.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    Problem.invalidOption("status", "queued, processing, completed, failed or canceled"));
        }
    }

    /** {@code POST /jobs/ID/cancel}: a job that has ended stays as it is. */
    public void cancel(Context ctx) {
        Job job = job(ctx);
        Job now = ledger.cancel(job.owner(), job.id())
                .or(() -> ledger.jobs().find(job.id()))
                .orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
        Json.answer(ctx, 200, bodies.of(ctx, now));
    }

    /** {@code POST /jobs/ID/retry}: a failed or canceled job once more. */
    public void retry(Context ctx) {
        Job job = job(ctx);
        boolean hasVideo = job.video().source().isEmpty() || ledger.jobs().isVideoNeeded(job.videoJob());
        if (job.expired() || !hasVideo) {
            throw new ProblemException(FailureCode.JOB_EXPIRED);
        }
        Job retried = ledger.retry(job.owner(), job.id())
                .orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_RETRYABLE));
        Json.answer(ctx, 202, bodies.of(ctx, retried));
    }

    /** {@code DELETE /jobs/ID}: the job and its result are gone, and its video, unless a rendition still needs it. */
    public void delete(Context ctx) throws IOException {
        Job job = job(ctx);
        ledger.delete(job.owner(), job.id());
        Sweeper.delete(job, ledger.jobs(), store);
        ctx.status(204);
    }

    private Job job(Context ctx) {
        JobId id = requests.jobId(ctx);
        Jobs jobs = ledger.jobs();
        return (ofAll ? jobs.find(id) : jobs.find(requests.owner(ctx), id))
                .orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
    }
}
