package org.soundlift.app.support;

import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A collector of traces (OTLP over HTTP). */
public final class TraceCollector implements AutoCloseable {
    private final HttpServer server;
    private final List<Recorded> all = new CopyOnWriteArrayList<>();

    /** A piece of work, by whom, in which trace, below which other piece, and with which traces it has to do. */
    public record Recorded(
            String service, String name, String traceId, String spanId, String parent, List<String> links) {}

    public TraceCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(
                    exchange.getRequestBody().readAllBytes());
            request.getResourceSpansList().forEach(this::add);
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private void add(ResourceSpans spans) {
        String service = spans.getResource().getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals("service.name"))
                .map((KeyValue attribute) -> attribute.getValue().getStringValue())
                .findFirst()
                .orElseThrow();
        for (ScopeSpans scope : spans.getScopeSpansList()) {
            for (Span span : scope.getSpansList()) {
                all.add(new Recorded(
                        service,
                        span.getName(),
                        hex(span.getTraceId().toByteArray()),
                        hex(span.getSpanId().toByteArray()),
                        hex(span.getParentSpanId().toByteArray()),
                        span.getLinksList().stream()
                                .map(link -> hex(link.getTraceId().toByteArray()))
                                .toList()));
            }
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns what has come so far. */
    public List<Recorded> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
