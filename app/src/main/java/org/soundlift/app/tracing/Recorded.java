package org.soundlift.app.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.soundlift.core.trace.TraceContext;
import org.soundlift.core.trace.Tracing;

/** A piece of work that OpenTelemetry records. */
record Recorded(Span span) implements Tracing.Span {
    /** Returns what OpenTelemetry needs to know of work elsewhere. */
    static Span elsewhere(TraceContext context) {
        return Span.wrap(contextOf(context));
    }

    private static SpanContext contextOf(TraceContext context) {
        return SpanContext.createFromRemoteParent(
                context.traceId(),
                context.spanId(),
                context.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    @Override
    public TraceContext context() {
        SpanContext own = span.getSpanContext();
        return new TraceContext(own.getTraceId(), own.getSpanId(), own.isSampled());
    }

    @Override
    public void rename(String name) {
        span.updateName(name);
    }

    @Override
    public void note(String key, String value) {
        span.setAttribute(key, value);
    }

    @Override
    public void note(String key, long value) {
        span.setAttribute(key, value);
    }

    @Override
    public void link(TraceContext other) {
        span.addLink(contextOf(other));
    }

    @Override
    public void fail(String reason) {
        span.setStatus(StatusCode.ERROR, reason);
    }

    @Override
    public void close() {
        span.end();
    }
}
