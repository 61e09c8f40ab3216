package org.soundlift.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.security.RouteRole;

/** The routes of the auth service, which the gateway forwards. */
public enum AccountRoute {
    REGISTER("POST", "/register"),
    LOGIN("POST", "/login"),
    LOGIN_AT_ISSUER("GET", "/login/oidc"),
    BACK_FROM_ISSUER("GET", "/login/oidc/callback"),
    RENEW("POST", "/renew"),
    LOGOUT("POST", "/logout"),
    VERIFY("POST", "/verify"),
    VALIDATE("POST", "/validate"),
    ACCOUNT("GET", "/account"),
    CHANGE_PASSWORD("PUT", "/account/password"),
    LIST_KEYS("GET", "/account/keys"),
    MAKE_KEY("POST", "/account/keys"),
    REVOKE_KEY("DELETE", "/account/keys/{id}"),
    LIST_ACCOUNTS("GET", "/admin/accounts"),
    ADD_ACCOUNT("POST", "/admin/accounts"),
    CHANGE_ACCOUNT("PATCH", "/admin/accounts/{id}"),
    RESET_PASSWORD("POST", "/admin/accounts/{id}/password"),
    HAND_OVER("POST", "/admin/accounts/{id}/hand-over"),
    DELETE_ACCOUNT("DELETE", "/admin/accounts/{id}"),
    PUBLIC_KEYS("GET", "/.well-known/jwks.json");

    private final String method;
    private final String path;

    AccountRoute(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** Returns true if it is for administrators. */
    public boolean isAdministration() {
        return path.startsWith("/admin/");
    }

    /** Adds it, with what answers it. */
    public void addTo(RoutesConfig routes, Handler answer, RouteRole... roles) {
        routes.addHttpHandler(HandlerType.findOrCreate(method), path, answer, roles);
    }
}
