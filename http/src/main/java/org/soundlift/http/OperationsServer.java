package org.soundlift.http;

import java.util.Optional;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** Health and metrics of a process that answers nothing else over HTTP. */
public final class OperationsServer implements Service {
    private final String bind;
    private final int port;
    private final HttpServer server;

    /**
     * A server that does not listen yet.
     *
     * @param port 0 for any that is free
     */
    public OperationsServer(String bind, int port, HealthRoute health, MetricsRoute metrics) {
        this.bind = bind;
        this.port = port;
        this.server = new HttpServer(TrustedProxies.NONE, Optional.empty(), config -> {
            health.addTo(config.routes);
            metrics.addTo(config.routes);
        });
    }

    @Override
    public String name() {
        return "health and metrics";
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
