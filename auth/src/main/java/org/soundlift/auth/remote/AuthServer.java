package org.soundlift.auth.remote;

import io.javalin.config.JavalinConfig;
import java.util.Optional;
import org.soundlift.auth.Auth;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;
import org.soundlift.http.AccountAddress;
import org.soundlift.http.HealthRoute;
import org.soundlift.http.HttpServer;
import org.soundlift.http.Json;
import org.soundlift.http.MetricsRoute;
import org.soundlift.http.TrustedProxies;

/** The auth service for other processes. It is not meant to be reached by users: they come through the gateway. */
public final class AuthServer implements Service {
    private final Auth auth;
    private final String bind;
    private final int port;
    private final HttpServer server;

    /**
     * A server that does not listen yet.
     *
     * @param port 0 for any that is free
     * @param proxies whose word on a client's address counts: the gateways
     */
    public AuthServer(
            Auth auth, String bind, int port, TrustedProxies proxies, HealthRoute health, MetricsRoute metrics) {
        this.auth = auth;
        this.bind = bind;
        this.port = port;
        this.server = new HttpServer(proxies, Optional.empty(), config -> configure(config, health, metrics));
    }

    private void configure(JavalinConfig config, HealthRoute health, MetricsRoute metrics) {
        TokenAuthority authority = auth.authority();
        AccountAddress.addAll(config.routes, auth::answer);
        config.routes.get("/revocations", ctx -> Json.answer(ctx, 200, RevocationsJson.write(authority.revocations())));
        health.addTo(config.routes);
        metrics.addTo(config.routes);
    }

    @Override
    public String name() {
        return "auth server";
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
