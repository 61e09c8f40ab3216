package org.soundlift.gateway;

import static org.soundlift.gateway.access.Access.ADMIN;
import static org.soundlift.gateway.access.Access.OPEN;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Set;
import org.soundlift.gateway.admin.AccountChanges;
import org.soundlift.http.AccountRoute;
import org.soundlift.http.Registration;

/** The routes of accounts, which the auth service answers. */
record AccountApi(Gateway.Accounts accounts, Registration registration, AccountChanges changes) {
    private static final Set<AccountRoute> REVOKING =
            Set.of(AccountRoute.LOGOUT, AccountRoute.CHANGE_PASSWORD, AccountRoute.REVOKE_KEY);

    void addTo(RoutesConfig routes) {
        for (AccountRoute route : AccountRoute.values()) {
            route.addTo(routes, handler(route), route.isAdministration() ? ADMIN : OPEN);
        }
        routes.put("/admin/accounts/{id}/limits", changes::limit, ADMIN);
    }

    private Handler handler(AccountRoute route) {
        Handler handler = accounts.answers().apply(route);
        if (route == AccountRoute.REGISTER) {
            return ctx -> {
                registration.requireOpenTo(ctx);
                handler.handle(ctx);
            };
        }
        if (route.isAdministration()) {
            Handler noted = changes.of(route, handler);
            return ctx -> revoke(ctx, noted);
        }
        return REVOKING.contains(route) ? ctx -> revoke(ctx, handler) : handler;
    }

    /** A revocation that this gateway has seen counts at once, not only when revocations are asked for again. */
    private void revoke(Context ctx, Handler handler) throws Exception {
        try {
            handler.handle(ctx);
        } finally { // What failed here may have been done by the auth service.
            accounts.authenticator().refresh();
        }
    }
}
