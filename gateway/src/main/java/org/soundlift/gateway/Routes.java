package org.soundlift.gateway;

import static org.soundlift.gateway.access.Access.OPEN;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.util.Optional;
import org.soundlift.gateway.access.AccessControl;
import org.soundlift.gateway.admin.AdminRoutes;
import org.soundlift.gateway.web.WebPages;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.MetricsRoute;

/** Adds all routes: those of jobs ({@link JobApi}), those of accounts ({@link AccountApi}), and those of the service itself. */
record Routes(
        AccessControl access,
        JobApi jobs,
        Optional<AccountApi> accounts,
        AdminRoutes administration,
        LimitsRoute limits,
        HealthRoute health,
        MetricsRoute metrics) {
    void addTo(JavalinConfig config) {
        RoutesConfig routes = config.routes;
        routes.beforeMatched(access::admit);
        jobs.addTo(routes);
        routes.get("/session", access::session, OPEN);
        routes.get("/limits", limits::get, OPEN);
        new WebPages(limits.facts()).addTo(routes);
        administration.addTo(routes);
        health.addTo(routes, OPEN);
        metrics.addTo(routes, OPEN);
        accounts.ifPresent(a -> a.addTo(routes));
    }
}
