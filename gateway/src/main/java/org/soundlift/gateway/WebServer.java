package org.soundlift.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.soundlift.gateway.download.DownloadRoute;
import org.soundlift.gateway.events.EventsRoute;
import org.soundlift.gateway.http.ErrorAnswers;
import org.soundlift.gateway.http.SecurityHeaders;
import org.soundlift.gateway.jobs.JobRoutes;
import org.soundlift.gateway.status.HealthRoute;
import org.soundlift.gateway.status.Metrics;
import org.soundlift.gateway.status.StatusRoute;
import org.soundlift.gateway.upload.UploadRoute;

/** All addresses in one place, and the HTTP server that answers them. */
final class WebServer implements AutoCloseable {
    private static final String WEB_FOLDER = "/org/soundlift/gateway/web";
    private static final Duration IDLE = Duration.ofSeconds(90);
    private static final int INPUT_BUFFER_BYTES = 1 << 16;

    private final UploadRoute upload;
    private final StatusRoute status;
    private final DownloadRoute download;
    private final JobRoutes jobs;
    private final EventsRoute events;
    private final HealthRoute health;
    private final Metrics metrics;
    private final Javalin javalin;

    WebServer(
            UploadRoute upload,
            StatusRoute status,
            DownloadRoute download,
            JobRoutes jobs,
            EventsRoute events,
            HealthRoute health,
            Metrics metrics) {
        this.upload = upload;
        this.status = status;
        this.download = download;
        this.jobs = jobs;
        this.events = events;
        this.health = health;
        this.metrics = metrics;
        this.javalin = Javalin.create(this::configure);
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        config.jetty.modifyServer(WebServer::tune);
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = WEB_FOLDER;
            files.location = Location.CLASSPATH;
            files.headers = Map.of("Cache-Control", "no-cache");
        });
        config.routes.before(SecurityHeaders::add);
        addRoutes(config.routes);
        ErrorAnswers.register(config.routes);
    }

    private void addRoutes(RoutesConfig routes) {
        routes.post("/convert", upload::post);
        routes.post("/upload", upload::post);
        routes.get("/limits", upload::limits);
        routes.get("/status/{id}", status::get);
        routes.get("/download", download::byFid);
        routes.get("/download/{file}", download::byName);
        routes.head("/download", download::byFid);
        routes.head("/download/{file}", download::byName);
        routes.get("/jobs", jobs::list);
        routes.get("/jobs/events", events::ofAll);
        routes.get("/jobs/{id}/events", events::ofOne);
        routes.post("/jobs/{id}/cancel", jobs::cancel);
        routes.post("/jobs/{id}/retry", jobs::retry);
        routes.delete("/jobs/{id}", jobs::delete);
        routes.get("/health/live", health::live);
        routes.get("/health/ready", health::ready);
        routes.get("/metrics", metrics::get);
        routes.get("/docs", WebServer::docs);
    }

    private static void docs(Context ctx) throws IOException {
        try (InputStream page = WebServer.class.getResourceAsStream("web/docs.html")) {
            ctx.html(new String(Objects.requireNonNull(page).readAllBytes(), UTF_8));
        }
    }

    /** Every address with its method, as in "GET /jobs". */
    Set<String> addresses() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void tune(Server server) {
        server.setStopTimeout(0);
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                tcp.setIdleTimeout(IDLE.toMillis());
                tcp.getConnectionFactory(HttpConnectionFactory.class).setInputBufferSize(INPUT_BUFFER_BYTES);
            }
        }
    }

    void start(String bind, int port) {
        javalin.start(bind, port);
    }

    int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
