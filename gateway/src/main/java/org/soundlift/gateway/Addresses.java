package org.soundlift.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.soundlift.gateway.session.Access.OPEN;
import static org.soundlift.gateway.session.Access.READ_JOBS;
import static org.soundlift.gateway.session.Access.WRITE_JOBS;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.soundlift.gateway.download.DownloadRoute;
import org.soundlift.gateway.events.EventsRoute;
import org.soundlift.gateway.jobs.JobRoutes;
import org.soundlift.gateway.session.Door;
import org.soundlift.gateway.status.StatusRoute;
import org.soundlift.gateway.upload.UploadRoute;
import org.soundlift.gateway.webhook.WebhookRoutes;
import org.soundlift.http.AccountAddress;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.Registration;

/** All addresses in one place, each with whom it is for and what answers it. */
record Addresses(
        Door door,
        Optional<Gateway.Accounts> accounts,
        Registration registration,
        UploadRoute upload,
        StatusRoute status,
        DownloadRoute download,
        JobRoutes jobs,
        EventsRoute events,
        WebhookRoutes webhook,
        HealthRoute health,
        MetricsRoute metrics) {
    private static final String WEB_FOLDER = "/org/soundlift/gateway/web";
    private static final Set<AccountAddress> REVOKING =
            Set.of(AccountAddress.LOGOUT, AccountAddress.CHANGE_PASSWORD, AccountAddress.REVOKE_KEY);

    void addTo(JavalinConfig config) {
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = WEB_FOLDER;
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache");
        });
        RoutesConfig routes = config.routes;
        routes.beforeMatched(door::admit);
        addJobs(routes);
        addService(routes);
        accounts.ifPresent(a -> AccountAddress.addAll(routes, address -> answer(a, address), OPEN));
    }

    private void addJobs(RoutesConfig routes) {
        routes.post("/convert", upload::post, WRITE_JOBS);
        routes.post("/upload", upload::post, WRITE_JOBS);
        routes.get("/status/{id}", status::get, READ_JOBS);
        routes.get("/download", download::byFid, READ_JOBS);
        routes.get("/download/{file}", download::byName, READ_JOBS);
        routes.head("/download", download::byFid, READ_JOBS);
        routes.head("/download/{file}", download::byName, READ_JOBS);
        routes.get("/jobs", jobs::list, READ_JOBS);
        routes.get("/jobs/events", events::ofAll, READ_JOBS);
        routes.get("/jobs/{id}/events", events::ofOne, READ_JOBS);
        routes.post("/jobs/{id}/cancel", jobs::cancel, WRITE_JOBS);
        routes.post("/jobs/{id}/retry", jobs::retry, WRITE_JOBS);
        routes.delete("/jobs/{id}", jobs::delete, WRITE_JOBS);
        routes.get("/webhook", webhook::get, WRITE_JOBS);
        routes.put("/webhook", webhook::put, WRITE_JOBS);
        routes.delete("/webhook", webhook::delete, WRITE_JOBS);
    }

    private void addService(RoutesConfig routes) {
        routes.get("/limits", upload::limits, OPEN);
        routes.get("/session", door::session, OPEN);
        health.addTo(routes, OPEN);
        metrics.addTo(routes, OPEN);
        routes.get("/docs", Addresses::docs, OPEN);
    }

    /** What this gateway has seen revoked counts at once, not only when the revocations are asked for again. */
    private Handler answer(Gateway.Accounts accounts, AccountAddress address) {
        Handler handler = accounts.answers().apply(address);
        if (address == AccountAddress.REGISTER) {
            return ctx -> {
                registration.requireOpenTo(ctx);
                handler.handle(ctx);
            };
        }
        return !REVOKING.contains(address)
                ? handler
                : ctx -> {
                    handler.handle(ctx);
                    if (ctx.statusCode() < 300) {
                        accounts.authenticator().refresh();
                    }
                };
    }

    private static void docs(Context ctx) throws IOException {
        try (InputStream page = Addresses.class.getResourceAsStream("web/docs.html")) {
            ctx.html(new String(Objects.requireNonNull(page).readAllBytes(), UTF_8));
        }
    }
}
