package org.soundlift.gateway;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Counts the requests that are answered, and the time that this took, by route and status. */
record RequestMetrics(MeterRegistry registry) {
    private static final String BEGUN = "soundlift.begun";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10),
        Duration.ofMinutes(1),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };

    void addTo(RoutesConfig routes) {
        routes.before(ctx -> ctx.attribute(BEGUN, System.nanoTime()));
        routes.after(this::count);
    }

    private void count(Context ctx) {
        Long begun = ctx.attribute(BEGUN);
        if (begun == null) { // It was refused before it could begin.
            return;
        }
        Timer.builder("soundlift.http.request")
                .description("Requests that were answered, and the time this took; uploads and streams of events with"
                        + " all of their time")
                .serviceLevelObjectives(BUCKETS)
                .tag("method", method(ctx))
                .tag("route", route(ctx))
                .tag("status", Integer.toString(ctx.statusCode()))
                .register(registry)
                .record(Duration.ofNanos(System.nanoTime() - begun));
    }

    /** A client can send any text as its method, and a header that Javalin takes for one: what is unknown is counted together. */
    private static String method(Context ctx) {
        return METHODS.contains(ctx.req().getMethod()) ? ctx.req().getMethod() : "other";
    }

    /** Any path can be asked for: what is no route is counted together. */
    private static String route(Context ctx) {
        return Optional.ofNullable(ctx.endpoints().matchedHttpEndpoint())
                .map((Endpoint endpoint) -> endpoint.path)
                .orElse("none");
    }
}
