package org.soundlift.http;

import io.javalin.config.RoutesConfig;
import io.javalin.security.RouteRole;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The metrics at {@code GET /metrics}: the text format of Prometheus, version 0.0.4. */
public record MetricsRoute(PrometheusMeterRegistry registry) {
    public void addTo(RoutesConfig routes, RouteRole... roles) {
        routes.get(
                "/metrics",
                ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(registry.scrape()),
                roles);
    }
}
