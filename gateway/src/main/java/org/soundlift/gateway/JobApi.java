package org.soundlift.gateway;

import static org.soundlift.gateway.access.Access.OPEN;
import static org.soundlift.gateway.access.Access.READ_JOBS;
import static org.soundlift.gateway.access.Access.WRITE_JOBS;

import io.javalin.config.RoutesConfig;
import org.soundlift.gateway.download.DownloadRoute;
import org.soundlift.gateway.events.EventsRoute;
import org.soundlift.gateway.jobs.JobRoutes;
import org.soundlift.gateway.status.StatusRoute;
import org.soundlift.gateway.tus.TusRoutes;
import org.soundlift.gateway.upload.RenditionRoute;
import org.soundlift.gateway.upload.UploadRoute;
import org.soundlift.gateway.webhook.WebhookRoutes;

/** The routes of jobs: upload, follow, change, download. */
record JobApi(
        Making making,
        StatusRoute status,
        DownloadRoute download,
        JobRoutes jobs,
        EventsRoute events,
        WebhookRoutes webhook) {

    /** The routes that make jobs. */
    record Making(UploadRoute upload, TusRoutes pieces, RenditionRoute renditions) {}

    void addTo(RoutesConfig routes) {
        routes.post("/convert", making.upload::post, WRITE_JOBS);
        routes.post("/upload", making.upload::post, WRITE_JOBS);
        routes.options("/uploads", making.pieces::options, OPEN);
        routes.post("/uploads", making.pieces::create, WRITE_JOBS);
        routes.head("/uploads/{id}", making.pieces::head, WRITE_JOBS);
        routes.patch("/uploads/{id}", making.pieces::patch, WRITE_JOBS);
        routes.delete("/uploads/{id}", making.pieces::delete, WRITE_JOBS);
        routes.get("/status/{id}", status::get, READ_JOBS);
        routes.get("/download", download::byFid, READ_JOBS);
        routes.get("/download/{file}", download::byName, READ_JOBS);
        routes.head("/download", download::byFid, READ_JOBS);
        routes.head("/download/{file}", download::byName, READ_JOBS);
        routes.get("/jobs", jobs::list, READ_JOBS);
        routes.get("/jobs/events", events::ofAll, READ_JOBS);
        routes.get("/jobs/{id}/events", events::ofOne, READ_JOBS);
        routes.get("/jobs/{id}", status::job, READ_JOBS);
        routes.post("/jobs/{id}/cancel", jobs::cancel, WRITE_JOBS);
        routes.post("/jobs/{id}/retry", jobs::retry, WRITE_JOBS);
        routes.post("/jobs/{id}/renditions", making.renditions::post, WRITE_JOBS);
        routes.delete("/jobs/{id}", jobs::delete, WRITE_JOBS);
        routes.get("/webhook", webhook::get, WRITE_JOBS);
        routes.put("/webhook", webhook::put, WRITE_JOBS);
        routes.delete("/webhook", webhook::delete, WRITE_JOBS);
    }
}
