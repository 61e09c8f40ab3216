package org.soundlift.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.Optional;
import org.soundlift.core.job.FailureCode;

/** The metrics at {@code GET /metrics}: the text format of Prometheus, version 0.0.4. */
public record MetricsRoute(PrometheusMeterRegistry registry, Readers readers) {
    /**
     * The clients that may read metrics.
     *
     * @param token is what they must show; empty for none
     * @param anywhere without a token, clients on other machines may read them too
     */
    public record Readers(Optional<String> token, boolean anywhere) {
        private void requireAllowed(Context ctx) {
            if (token.isPresent()) {
                byte[] shown = Credentials.bearer(ctx).orElse("").getBytes(UTF_8);
                if (!MessageDigest.isEqual(token.get().getBytes(UTF_8), shown)) {
                    throw new ProblemException(
                            FailureCode.UNAUTHORIZED, "Metrics need the token of SOUNDLIFT_METRICS_TOKEN.");
                }
            } else if (!anywhere && !isHere(ctx)) {
                throw new ProblemException(
                        FailureCode.FORBIDDEN,
                        "Without SOUNDLIFT_METRICS_TOKEN, metrics are for clients on the service's own machine.");
            }
        }

        /** A proxy of this machine passes on requests of others. */
        private static boolean isHere(Context ctx) {
            return InetAddress.ofLiteral(ctx.req().getRemoteAddr()).isLoopbackAddress()
                    && ctx.header("X-Forwarded-For") == null
                    && ctx.header("Forwarded") == null;
        }
    }

    public void addTo(RoutesConfig routes, RouteRole... roles) {
        routes.get(
                "/metrics",
                ctx -> {
                    readers.requireAllowed(ctx);
                    ctx.contentType("text/plain; version=0.0.4; charset=utf-8").result(registry.scrape());
                },
                roles);
    }
}
