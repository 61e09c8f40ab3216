package org.soundlift.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;
import java.util.function.Function;

/** The routes of the auth service, which the gateway forwards. */
public enum AccountRoute {
    REGISTER("POST", "/register"),
    LOGIN("POST", "/login"),
    RENEW("POST", "/renew"),
    LOGOUT("POST", "/logout"),
    VERIFY("POST", "/verify"),
    VALIDATE("POST", "/validate"),
    ACCOUNT("GET", "/account"),
    CHANGE_PASSWORD("PUT", "/account/password"),
    LIST_KEYS("GET", "/account/keys"),
    MAKE_KEY("POST", "/account/keys"),
    REVOKE_KEY("DELETE", "/account/keys/{id}"),
    PUBLIC_KEYS("GET", "/.well-known/jwks.json");

    private final String method;
    private final String path;

    AccountRoute(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** Adds all of them, each with what answers it. */
    public static void addAll(RoutesConfig routes, Function<AccountRoute, Handler> answers, RouteRole... roles) {
        for (AccountRoute route : values()) {
            routes.addHttpHandler(HandlerType.findOrCreate(route.method), route.path, answers.apply(route), roles);
        }
    }
}
