package org.soundlift.gateway.access;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Authenticator;
import org.soundlift.core.account.Identity;
import org.soundlift.core.account.Scope;
import org.soundlift.core.job.FailureCode;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.Credentials;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import org.soundlift.http.Sites;
import tools.jackson.databind.node.ObjectNode;

/** Authenticates each request and checks that its caller may use the route. */
public final class AccessControl {
    private final AccountMode mode;
    private final Optional<Authenticator> authenticator;
    private final LoginWays logins;
    private final boolean local;

    /**
     * Access control for one gateway.
     *
     * @param authenticator absent where there are no accounts
     * @param logins tells the page what it may offer
     * @param local true if no other machine reaches the gateway
     */
    public AccessControl(AccountMode mode, Optional<Authenticator> authenticator, LoginWays logins, boolean local) {
        this.mode = mode;
        this.authenticator = authenticator;
        this.logins = logins;
        this.local = local;
    }

    /** Runs before each route: finds the caller, and refuses the request if it lacks what the route asks for. */
    public void admit(Context ctx) throws AuthUnavailableException, IOException {
        Set<?> asked = ctx.routeRoles();
        if (asked.contains(Access.WRITE_JOBS)) {
            admitWriter(ctx);
        } else if (asked.contains(Access.READ_JOBS)) {
            Requests.remember(ctx, caller(ctx, Scope.JOBS_READ));
        } else if (asked.contains(Access.ADMIN)) {
            Requests.remember(ctx, administrator(ctx));
        } // Open routes need no caller.
    }

    private void admitWriter(Context ctx) throws AuthUnavailableException, IOException {
        try {
            Requests.remember(ctx, caller(ctx, Scope.JOBS_WRITE));
        } catch (ProblemException e) {
            if (ctx.header("Expect") == null) { // Such a client has not begun to send.
                RequestBody.skipRest(ctx);
            }
            throw e;
        }
    }

    private Caller administrator(Context ctx) throws AuthUnavailableException {
        if (mode == AccountMode.OFF) {
            if (!local || !Sites.isThisMachine(ctx)) {
                throw new ProblemException(
                        FailureCode.FORBIDDEN,
                        "Without accounts, a service is administered on its own machine alone, and only if no other machine"
                                + " reaches it. SOUNDLIFT_AUTH makes accounts.");
            }
            return Caller.anonymous(new Owner.Anonymous());
        }
        Caller caller = caller(ctx)
                .filter(c -> c.identity().isPresent())
                .orElseThrow(() -> new ProblemException(FailureCode.UNAUTHORIZED));
        if (!caller.isAdmin()) {
            throw new ProblemException(FailureCode.FORBIDDEN, "This is for administrators.");
        }
        Set<Scope> scopes = caller.identity().map(Identity::scopes).orElse(Set.of());
        if (!scopes.contains(Scope.ACCOUNT)) {
            throw new ProblemException(FailureCode.FORBIDDEN, "An API key can't do this. Log in with the password.");
        }
        return caller(ctx, Scope.JOBS_WRITE); // A password that was made up must be changed first.
    }

    private Caller caller(Context ctx, Scope scope) throws AuthUnavailableException {
        Caller caller = caller(ctx).orElseThrow(() -> new ProblemException(FailureCode.UNAUTHORIZED));
        Set<Scope> scopes = caller.identity().map(Identity::scopes).orElse(Set.of(scope));
        if (scopes.contains(scope)) {
            return caller;
        }
        throw new ProblemException(
                FailureCode.FORBIDDEN,
                scopes.contains(Scope.ACCOUNT)
                        ? "Choose a password of your own first: on the page, or with PUT /account/password."
                        : "This needs the scope " + scope.wireName() + ", which the API key does not have.");
    }

    /** Returns the caller; empty if a credential is missing, or no longer good. */
    private Optional<Caller> caller(Context ctx) throws AuthUnavailableException {
        if (mode == AccountMode.OFF || authenticator.isEmpty()) {
            return Optional.of(Caller.anonymous(new Owner.Anonymous()));
        }
        Optional<String> credential = Credentials.of(ctx);
        if (credential.isPresent()) {
            return authenticator.get().authenticate(credential.get()).map(Caller::of);
        }
        return mode == AccountMode.OPTIONAL && ctx.header("Authorization") == null
                ? Optional.of(Caller.anonymous(VisitorCookie.owner(ctx)))
                : Optional.empty();
    }

    /** Returns true if the request would be accepted now as well: for requests that last long. */
    public boolean isStillWelcome(Context ctx) {
        try {
            Optional<AccountId> admitted = Requests.caller(ctx).account();
            return caller(ctx).filter(now -> now.account().equals(admitted)).isPresent();
        } catch (AuthUnavailableException e) {
            return true; // Sessions go on while the auth service is away.
        }
    }

    /** {@code GET /session}: the account of the browser, for the page. */
    public void session(Context ctx) throws AuthUnavailableException {
        Optional<Caller> caller = caller(ctx);
        if (mode == AccountMode.OPTIONAL && caller.flatMap(Caller::identity).isEmpty()) {
            VisitorCookie.remember(ctx);
        }
        ObjectNode body = Json.object()
                .put("accounts", mode.name().toLowerCase(Locale.ROOT))
                .put("registration_open", logins.registration().isOpenTo(ctx))
                .put("password_login", logins.passwords())
                .put("organisation", logins.organisation().orElse(null));
        Optional<Identity> identity = caller.flatMap(Caller::identity);
        body.put("email", identity.map(Identity::email).orElse(null));
        body.put("role", identity.map(i -> i.role().wireName()).orElse(null));
        body.put(
                "password_change_required",
                identity.filter(i -> !i.scopes().contains(Scope.JOBS_READ)).isPresent());
        Json.answer(ctx, 200, body);
    }
}
