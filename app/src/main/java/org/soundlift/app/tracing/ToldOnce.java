package org.soundlift.app.tracing;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exporter whose failures are logged once for each time that the collector is away.
 *
 * @param collector the URL of it
 */
record ToldOnce(SpanExporter exporter, String collector, AtomicBoolean away) implements SpanExporter {
    private static final Logger LOG = LoggerFactory.getLogger(ToldOnce.class);
    /** It tells of each failure, and not in our log. Kept here, for its level would go with it. */
    private static final java.util.logging.Logger SILENT = java.util.logging.Logger.getLogger("io.opentelemetry");

    static {
        SILENT.setLevel(Level.OFF);
    }

    ToldOnce(SpanExporter exporter, String collector) {
        this(exporter, collector, new AtomicBoolean());
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode result = exporter.export(spans);
        return result.whenComplete(() -> tell(result));
    }

    private void tell(CompletableResultCode result) {
        if (result.isSuccess()) {
            if (away.getAndSet(false)) {
                LOG.info("The collector of traces takes them again");
            }
        } else if (!away.getAndSet(true)) {
            LOG.warn(
                    "Traces are lost: the collector at {} does not take them", collector, result.getFailureThrowable());
        }
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
