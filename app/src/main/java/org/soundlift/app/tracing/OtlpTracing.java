package org.soundlift.app.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.core.service.BuildVersion;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;
import org.soundlift.core.trace.TraceContext;
import org.soundlift.core.trace.Tracing;

/**
 * Sends what is recorded to a collector (OTLP 1.x over HTTP), in batches on a thread of its own. While the collector is away,
 * records are lost, and nothing else is.
 */
public final class OtlpTracing implements Tracing, Service {
    private static final int FLUSH_SECONDS = 5;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /**
     * A recorder that works at once.
     *
     * @param collector its base URL
     * @param services of this process, for the name that traces show
     */
    public OtlpTracing(URI collector, Set<ServiceName> services) {
        String traces = collector.toString().replaceFirst("/+$", "") + "/v1/traces";
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.builder()
                                .put("service.name", name(services))
                                .put("service.version", BuildVersion.current().orElse("unknown"))
                                .build())))
                .addSpanProcessor(BatchSpanProcessor.builder(new ToldOnce(
                                OtlpHttpSpanExporter.builder()
                                        .setEndpoint(traces)
                                        .build(),
                                traces))
                        .build())
                .build();
        this.tracer = provider.get("org.soundlift");
    }

    private static String name(Set<ServiceName> services) {
        return services.size() == 1
                ? "soundlift-" + services.iterator().next().name().toLowerCase(Locale.ROOT)
                : "soundlift";
    }

    @Override
    public Span begin(String name, Kind kind, Optional<TraceContext> parent) {
        SpanBuilder builder = tracer.spanBuilder(name)
                .setSpanKind(kind == Kind.SERVER ? SpanKind.SERVER : SpanKind.CONSUMER)
                .setNoParent();
        parent.ifPresent(context -> builder.setParent(Context.root().with(Recorded.elsewhere(context))));
        return new Recorded(builder.startSpan());
    }

    @Override
    public String name() {
        return "traces";
    }

    @Override
    public void start() {}

    @Override
    public CheckResult check() {
        return CheckResult.OK; // The service is as good without them.
    }

    /** Sends what is left. */
    @Override
    public void close() {
        provider.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    }
}
