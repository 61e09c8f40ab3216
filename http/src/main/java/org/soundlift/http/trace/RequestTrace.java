package org.soundlift.http.trace;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.soundlift.core.trace.CurrentTrace;
import org.soundlift.core.trace.TraceContext;
import org.soundlift.core.trace.Tracing;

/**
 * Makes each request a piece of a trace, and answers with the trace's id in header {@code X-Request-ID}. A request that brings a
 * {@code traceparent}, or an id, from a trusted proxy belongs to that trace.
 *
 * @param believed returns a header of a request that comes from a trusted proxy
 */
public record RequestTrace(Tracing tracing, BiFunction<Context, String, Optional<String>> believed) {
    public static final String HEADER = "X-Request-ID";

    private static final String SPAN = "soundlift.span";
    /** These are asked for again and again, and nobody looks for their traces. */
    private static final Pattern QUIET = Pattern.compile("/(?:health/.*|metrics)");

    private static final int SERVER_ERROR = 500;

    /** Adds it before and after all routes. */
    public void addTo(RoutesConfig routes) {
        routes.before(this::begin);
        routes.after(RequestTrace::end);
    }

    private void begin(Context ctx) {
        Tracing recorder = QUIET.matcher(ctx.path()).matches() ? Tracing.OFF : tracing;
        Tracing.Span span = recorder.begin(method(ctx), Tracing.Kind.SERVER, parent(ctx));
        ctx.attribute(SPAN, span);
        enter(span.context());
        ctx.header(HEADER, span.context().traceId());
    }

    private Optional<TraceContext> parent(Context ctx) {
        return believed.apply(ctx, "traceparent")
                .flatMap(TraceContext::parse)
                .or(() -> believed.apply(ctx, HEADER).flatMap(TraceContext::ofRequestId));
    }

    private static String method(Context ctx) {
        return ctx.req().getMethod();
    }

    /** Notes that a request is about the work of another one. */
    public static void link(Context ctx, TraceContext other) {
        Tracing.Span span = ctx.attribute(SPAN);
        if (span != null) {
            span.link(other);
        }
    }

    private static void end(Context ctx) {
        Tracing.Span span = ctx.attribute(SPAN);
        if (span != null) {
            describe(ctx, span);
            span.close();
        }
        leave();
    }

    /** Has this thread work for a trace from now on; what it logs bears the trace's id. */
    public static void enter(TraceContext trace) {
        CurrentTrace.set(trace);
        MDC.put(CurrentTrace.ID, trace.traceId());
    }

    /** Ends the work for a trace. */
    public static void leave() {
        CurrentTrace.clear();
        MDC.remove(CurrentTrace.ID);
    }

    /** By the names of OpenTelemetry's semantic conventions for HTTP. */
    private static void describe(Context ctx, Tracing.Span span) {
        span.note("http.request.method", method(ctx));
        span.note("http.response.status_code", ctx.statusCode());
        Optional.ofNullable(ctx.endpoints().matchedHttpEndpoint())
                .map((Endpoint endpoint) -> endpoint.path)
                .ifPresent(route -> {
                    span.note("http.route", route);
                    span.rename(method(ctx) + " " + route);
                });
        if (ctx.statusCode() >= SERVER_ERROR) {
            span.fail("answered with " + ctx.statusCode());
        }
    }
}
