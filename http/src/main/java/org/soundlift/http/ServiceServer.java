package org.soundlift.http;

import io.javalin.config.RoutesConfig;
import java.util.function.Consumer;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;
import org.soundlift.core.trace.Tracing;
import org.soundlift.http.path.PathPrefix;

/**
 * The HTTP server of a service that users don't reach: its health, its metrics, and the routes for other services.
 */
public final class ServiceServer implements Service {
    private final String bind;
    private final int port;
    private final HttpServer server;

    /**
     * A server that does not listen yet.
     *
     * @param port 0 for any that is free
     * @param proxies the proxies whose headers on a client's IP address are believed
     * @param tracing records its requests
     * @param content adds its routes
     */
    public ServiceServer(
            String bind, int port, TrustedProxies proxies, Tracing tracing, Consumer<RoutesConfig> content) {
        this.bind = bind;
        this.port = port;
        this.server = new HttpServer(proxies, Sites.ANY_NAME, tracing, config -> {
            config.routes.before(ctx -> PathPrefix.takeFrom(ctx, proxies.believed(ctx, PathPrefix.HEADER)));
            content.accept(config.routes);
        });
    }

    @Override
    public String name() {
        return "server";
    }

    /** The port it listens on, once it is started. */
    public int port() {
        return server.port();
    }

    @Override
    public void start() {
        server.start(bind, port);
    }

    @Override
    public CheckResult check() {
        return CheckResult.OK;
    }

    @Override
    public void close() {
        server.close();
    }
}
