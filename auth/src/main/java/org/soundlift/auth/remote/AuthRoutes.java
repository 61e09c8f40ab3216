package org.soundlift.auth.remote;

import io.javalin.config.RoutesConfig;
import org.soundlift.auth.Auth;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.http.AccountRoute;
import org.soundlift.http.Json;

/** The answers of the auth service to gateways in other processes; users come through these. */
public record AuthRoutes(Auth auth) {
    public void addTo(RoutesConfig routes) {
        TokenAuthority authority = auth.authority();
        for (AccountRoute route : AccountRoute.values()) {
            route.addTo(routes, auth.answer(route));
        }
        routes.get("/revocations", ctx -> Json.answer(ctx, 200, RevocationsJson.write(authority.revocations())));
    }
}
