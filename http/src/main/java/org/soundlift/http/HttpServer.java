package org.soundlift.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.router.Endpoint;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.soundlift.core.trace.Tracing;
import org.soundlift.http.path.PathPrefix;
import org.soundlift.http.trace.RequestTrace;

/** An HTTP server on virtual threads, set up alike for every service that answers HTTP. */
public final class HttpServer implements AutoCloseable {
    private static final Duration IDLE = Duration.ofSeconds(90);
    private static final int INPUT_BUFFER_BYTES = 1 << 16;
    private static final int HEADER_BYTES = 8 << 10;
    /** The most connections of a process; the next ones wait until others have gone. */
    private static final int CONNECTIONS = 10_000;

    private final Javalin javalin;

    /**
     * A server that does not listen yet.
     *
     * @param proxies the proxies whose headers on a request's origin are believed
     * @param sites the sites whose pages may use it
     * @param tracing records its requests
     * @param content adds its routes
     * @throws IllegalArgumentException if the path of the public URL begins as one of the routes does
     */
    public HttpServer(TrustedProxies proxies, Sites sites, Tracing tracing, Consumer<JavalinConfig> content) {
        PathPrefix prefix = PathPrefix.of(sites.publicUrl());
        javalin = Javalin.create(config -> {
            new RequestTrace(tracing, proxies::believed).addTo(config.routes);
            prefix.addTo(config);
            configure(config, proxies, sites, prefix);
            content.accept(config);
        });
        prefix.requireApart(endpoints().map(endpoint -> endpoint.path));
    }

    private static void configure(JavalinConfig config, TrustedProxies proxies, Sites sites, PathPrefix prefix) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.concurrency.useVirtualThreads = true;
        config.http.prefer405over404 = true;
        config.http.compressionStrategy = CompressionStrategy.NONE;
        config.contextResolver.ip = proxies::clientAddress;
        config.contextResolver.scheme = proxies::scheme;
        config.contextResolver.host = proxies::host;
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setRequestHeaderSize(HEADER_BYTES);
        });
        config.jetty.modifyServer(server -> prepare(server, new RefusedRequests(prefix)));
        config.routes.before(SecurityHeaders::add);
        config.routes.before(sites::requireOurName);
        config.routes.before(sites::share);
        config.routes.before(new SameOrigin(sites)::require);
        ErrorAnswers.register(config.routes);
    }

    private static void prepare(Server server, RefusedRequests refused) {
        server.setStopTimeout(0);
        server.setErrorHandler(refused);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        server.addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle starting) { // Before that there are no connectors.
                tune(server);
            }
        });
    }

    private static void tune(Server server) {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector tcp) {
                tcp.setIdleTimeout(IDLE.toMillis());
                tcp.getConnectionFactory(HttpConnectionFactory.class).setInputBufferSize(INPUT_BUFFER_BYTES);
                server.addBean(new SlowConnections(tcp, SlowConnections.Limits.DEFAULT));
            }
        }
    }

    /** Returns every route with its method, as in "GET /jobs". */
    public Set<String> routes() {
        return endpoints()
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<Endpoint> endpoints() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod());
    }

    /** @param port 0 for any that is free */
    public void start(String bind, int port) {
        javalin.start(bind, port);
    }

    /** The port it listens on, once it is started. */
    public int port() {
        return javalin.port();
    }

    @Override
    public void close() {
        javalin.stop();
    }
}
