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
    private static final Set<AccountRoute> REVOKING = Set.of(
            AccountRoute.LOGOUT,
            AccountRoute.CHANGE_PASSWORD,
            AccountRoute.REVOKE_KEY,
            AccountRoute.CHANGE_ACCOUNT,
            AccountRoute.RESET_PASSWORD,
            AccountRoute.DELETE_ACCOUNT);

    void addTo(RoutesConfig routes) {
        for (AccountRoute route : AccountRoute.values()) {
            route.addTo(routes, handler(route), route.isAdministration() ? ADMIN : OPEN);
        }
        routes.put("/admin/accounts/{id}/limits", changes::limit, ADMIN);
    }

    private Handler handler(AccountRoute route) {
        Handler answer = accounts.answers().apply(route);
        Handler seen = REVOKING.contains(route) ? ctx -> revoke(ctx, answer) : answer;
        if (route == AccountRoute.REGISTER) {
            return ctx -> {
                registration.requireOpenTo(ctx);
                seen.handle(ctx);
            };
        }
        return route.isAdministration() ? changes.of(route, seen) : seen;
    }

    /** A revocation that this gateway has seen counts at once, not only when revocations are asked for again. */
    private void revoke(Context ctx, Handler answer) throws Exception {
        answer.handle(ctx);
        if (ctx.statusCode() < 300) {
            accounts.authenticator().refresh();
        }
    }
}
