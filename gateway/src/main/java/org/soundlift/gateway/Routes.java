package org.soundlift.gateway;

import static org.soundlift.gateway.access.Access.OPEN;

import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.util.Optional;
import org.soundlift.gateway.access.AccessControl;
import org.soundlift.gateway.admin.AdminRoutes;

/** Adds all routes, each behind the access that it asks for. */
record Routes(
        AccessControl access,
        JobApi jobs,
        Optional<AccountApi> accounts,
        AdminRoutes administration,
        ServiceApi service) {
    void addTo(JavalinConfig config) {
        RoutesConfig routes = config.routes;
        routes.beforeMatched(access::admit);
        routes.get("/session", access::session, OPEN);
        jobs.addTo(routes);
        accounts.ifPresent(a -> a.addTo(routes));
        administration.addTo(routes);
        service.addTo(routes);
    }
}
