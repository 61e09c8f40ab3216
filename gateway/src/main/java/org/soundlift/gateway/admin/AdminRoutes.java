package org.soundlift.gateway.admin;

import static org.soundlift.gateway.access.Access.ADMIN;
import static org.soundlift.gateway.access.Access.OPEN;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.gateway.jobs.JobRoutes;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.http.ProblemException;

/** The routes of administrators, except those of accounts. */
public final class AdminRoutes {
    private final Ledger ledger;
    private final JobRoutes jobs;
    private final Audit audit;
    private final OverviewRoute overview;
    private final RetryFailedRoute retryFailed;
    private final DeadLetterRoutes dead;
    private final ConverterRoutes converters;
    private final AnnouncementRoutes announcements;

    /**
     * The means of the gateway that these routes show and use.
     *
     * @param retention the time for which media are kept after their job has ended
     */
    public record Means(Jdbi jdbi, Ledger ledger, StatusBody bodies, Duration retention, Clock clock) {}

    /**
     * The routes on one gateway.
     *
     * @param jobs the routes of the jobs of all owners
     * @param dead the dead letters of each queue, by its name
     */
    public AdminRoutes(
            Means means, JobRoutes jobs, Map<String, DeadLetters> dead, ConverterBoard converters, Audit audit) {
        this.ledger = means.ledger();
        this.jobs = jobs;
        this.audit = audit;
        this.overview = new OverviewRoute(means.jdbi(), dead, means.retention(), means.clock());
        this.retryFailed = new RetryFailedRoute(ledger, audit);
        this.dead = new DeadLetterRoutes(dead, ledger.jobs(), audit);
        this.converters = new ConverterRoutes(converters, ledger.jobs(), means.bodies(), audit);
        this.announcements = new AnnouncementRoutes(new Announcements(means.jdbi(), means.clock()), audit);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/announcement", announcements::get, OPEN);
        routes.put("/admin/announcement", announcements::put, ADMIN);
        routes.delete("/admin/announcement", announcements::delete, ADMIN);
        routes.get("/admin/overview", overview::get, ADMIN);
        routes.get("/admin/jobs", jobs::list, ADMIN);
        routes.post("/admin/jobs/retry", retryFailed::post, ADMIN);
        routes.post("/admin/jobs/{id}/first", noted("job.first", this::putFirst), ADMIN);
        routes.post("/admin/jobs/{id}/retry", noted("job.retry", jobs::retry), ADMIN);
        routes.post("/admin/jobs/{id}/cancel", noted("job.cancel", jobs::cancel), ADMIN);
        routes.delete("/admin/jobs/{id}", noted("job.delete", jobs::delete), ADMIN);
        routes.get("/admin/dead-letters", dead::list, ADMIN);
        routes.post("/admin/dead-letters/{queue}/{id}/requeue", dead::requeue, ADMIN);
        routes.delete("/admin/dead-letters/{queue}/{id}", dead::drop, ADMIN);
        routes.get("/admin/converters", converters::list, ADMIN);
        routes.post("/admin/converters/{id}/drain", converters::drain, ADMIN);
        routes.post("/admin/converters/{id}/resume", converters::resume, ADMIN);
        routes.get("/admin/audit", audit::list, ADMIN);
    }

    /** A job that waits and is not in the outbox is in the queue, and among the next. */
    private void putFirst(Context ctx) {
        Job job = JobId.parse(ctx.pathParam("id"))
                .flatMap(ledger.jobs()::find)
                .orElseThrow(() -> new ProblemException(FailureCode.JOB_NOT_FOUND));
        if (job.status() != JobStatus.QUEUED || job.video().fetch().isPresent()) {
            throw new ProblemException(FailureCode.INVALID_REQUEST, "The job does not wait for its conversion.");
        }
        ledger.putFirst(job.id());
        ctx.status(204);
    }

    private Handler noted(String action, Handler handler) {
        return audit.noted(action, this::job, handler);
    }

    private String job(Context ctx) {
        String id = ctx.pathParam("id");
        return JobId.parse(id)
                .flatMap(ledger.jobs()::find)
                .map(job -> job.video().filename() + " of " + job.owner().username() + ", " + id)
                .orElse(id);
    }
}
