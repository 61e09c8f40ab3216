package org.soundlift.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The health of the process and of all its parts. */
public final class HealthRoute {
    private static final Logger LOG = LoggerFactory.getLogger(HealthRoute.class);

    private final List<Service> services;

    public HealthRoute(List<Service> services) {
        this.services = List.copyOf(services);
    }

    public void addTo(RoutesConfig routes, RouteRole... roles) {
        routes.get("/health/live", this::live, roles);
        routes.get("/health/ready", this::ready, roles);
    }

    private void live(Context ctx) {
        Json.answer(ctx, 200, Json.object().put("status", "live"));
    }

    private void ready(Context ctx) {
        ObjectNode body = Json.object();
        ArrayNode components = body.putArray("components");
        boolean ready = true;
        for (Service service : services) {
            CheckResult result = service.check();
            boolean works = result instanceof CheckResult.Ok || result instanceof CheckResult.Degraded;
            components
                    .addObject()
                    .put("name", service.name())
                    .put("ready", works)
                    .put("status", status(service, result));
            ready &= works;
        }
        body.put("status", ready ? "ready" : "not_ready");
        Json.answer(ctx, ready ? 200 : 503, body);
    }

    private static String status(Service service, CheckResult result) {
        return switch (result) {
            case CheckResult.Ok() -> "ok";
            case CheckResult.Starting() -> "starting";
            case CheckResult.Degraded(String reason) -> {
                LOG.warn("{} works in part: {}", service.name(), reason);
                yield "degraded";
            }
            case CheckResult.Failing(String reason) -> {
                LOG.error("{} does not work: {}", service.name(), reason);
                yield "failing";
            }
        };
    }
}
