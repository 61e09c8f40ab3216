package org.soundlift.gateway;

import static org.soundlift.gateway.access.Access.OPEN;

import io.javalin.config.RoutesConfig;
import org.soundlift.gateway.web.WebPages;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.MetricsRoute;

/** The routes of the service itself: pages, limits, health, figures. */
record ServiceApi(WebPages pages, LimitsRoute limits, HealthRoute health, MetricsRoute metrics) {
    void addTo(RoutesConfig routes) {
        routes.get("/limits", limits::get, OPEN);
        pages.addTo(routes);
        health.addTo(routes, OPEN);
        metrics.addTo(routes, OPEN);
    }
}
