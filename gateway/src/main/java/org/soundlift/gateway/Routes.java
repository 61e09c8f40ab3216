package org.soundlift.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.soundlift.gateway.access.Access.OPEN;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.soundlift.gateway.access.AccessControl;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.MetricsRoute;

/** Adds all routes: those of jobs ({@link JobApi}), those of accounts ({@link AccountApi}), and those of the service itself. */
record Routes(
        AccessControl access,
        JobApi jobs,
        Optional<AccountApi> accounts,
        LimitsRoute limits,
        HealthRoute health,
        MetricsRoute metrics) {
    private static final String WEB_FOLDER = "/org/soundlift/gateway/web";

    void addTo(JavalinConfig config) {
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = WEB_FOLDER;
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache");
        });
        RoutesConfig routes = config.routes;
        routes.beforeMatched(access::admit);
        jobs.addTo(routes);
        routes.get("/session", access::session, OPEN);
        routes.get("/limits", limits::get, OPEN);
        routes.get("/docs", Routes::docs, OPEN);
        health.addTo(routes, OPEN);
        metrics.addTo(routes, OPEN);
        accounts.ifPresent(a -> a.addTo(routes));
    }

    private static void docs(Context ctx) throws IOException {
        try (InputStream page = Routes.class.getResourceAsStream("web/docs.html")) {
            ctx.html(new String(Objects.requireNonNull(page).readAllBytes(), UTF_8));
        }
    }
}
