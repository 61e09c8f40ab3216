package org.soundlift.http.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.trace.CurrentTrace;
import org.soundlift.core.trace.TraceContext;
import org.soundlift.core.trace.Tracing;
import org.soundlift.http.HttpServer;
import org.soundlift.http.ProblemException;
import org.soundlift.http.Sites;
import org.soundlift.http.TrustedProxies;

class RequestTraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** The pieces of work as they ended, such as {@code GET /good http.response.status_code=200}. */
    private final List<String> ended = new CopyOnWriteArrayList<>();

    private final TrustedProxies proxies = new TrustedProxies(List.of("127.0.0.1"));
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final HttpServer server = new HttpServer(proxies, Sites.ANY_NAME, this::begin, config -> {
        config.routes.get("/good", ctx -> {
            seen.add(CurrentTrace.get().orElseThrow().traceId());
            RequestTrace.link(ctx, TraceContext.random());
        });
        config.routes.get("/bad", ctx -> {
            throw new ProblemException(FailureCode.JOB_NOT_FOUND);
        });
        config.routes.get("/broken", ctx -> {
            throw new IllegalStateException("of the test");
        });
        config.routes.get("/health/ready", ctx -> {});
    });

    private Tracing.Span begin(String name, Tracing.Kind kind, Optional<TraceContext> parent) {
        return new NotedSpan(parent.orElseGet(TraceContext::random));
    }

    /** Notes what it is told. */
    private final class NotedSpan implements Tracing.Span {
        private final TraceContext context;
        private final List<String> notes = new ArrayList<>();

        private NotedSpan(TraceContext context) {
            this.context = context;
        }

        @Override
        public TraceContext context() {
            return context;
        }

        @Override
        public void rename(String name) {
            notes.addFirst(name);
        }

        @Override
        public void note(String key, String value) {
            notes.add(key + "=" + value);
        }

        @Override
        public void note(String key, long value) {
            note(key, Long.toString(value));
        }

        @Override
        public void link(TraceContext other) {
            notes.add("linked");
        }

        @Override
        public void fail(String reason) {
            notes.add("failed");
        }

        @Override
        public void close() {
            ended.add(String.join(" ", notes));
        }
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static String id(HttpResponse<String> answer) {
        return answer.headers().firstValue("X-Request-ID").orElseThrow();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void requestHasOneIdInAnswerAndWork() throws Exception {
        server.start("127.0.0.1", 0);
        HttpResponse<String> answer = get("/good");
        assertThat(seen).containsExactly(id(answer));
        assertThat(id(get("/good"))).isNotEqualTo(id(answer));
        assertThat(ended).hasSize(2).allMatch(span -> span.contains("GET /good") && span.contains("linked"));
    }

    @Test
    void idOfBeforeGoesOn() throws Exception {
        server.start("127.0.0.1", 0);
        assertThat(id(get("/good", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")))
                .isEqualTo(TRACE);
        assertThat(id(get("/good", "X-Request-ID", TRACE))).isEqualTo(TRACE);
        assertThat(id(get("/good", "X-Request-ID", "mine"))).isNotEqualTo("mine");
    }

    @Test
    void problemNamesTheRequest() throws Exception {
        server.start("127.0.0.1", 0);
        for (String path : List.of("/bad", "/broken", "/nowhere")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.body()).contains("\"request_id\":\"" + id(answer) + "\"");
        }
        assertThat(ended).anyMatch(span -> span.contains("status_code=500") && span.contains("failed"));
        assertThat(ended).anyMatch(span -> span.contains("status_code=404") && !span.contains("failed"));
    }

    @Test
    void healthIsNotRecorded() throws Exception {
        server.start("127.0.0.1", 0);
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(ended).isEmpty();
    }
}
