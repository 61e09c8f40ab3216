package org.soundlift.auth.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.http.AccountRoute;

/** The handlers of the routes of accounts. */
public final class AuthAnswers {
    private final LoginRoutes login;
    private final IssuerLoginRoutes issuer;
    private final AccountRoutes account;
    private final KeyRoutes keys;
    private final AdministrationRoutes administration;
    private final TokenAuthority authority;

    public AuthAnswers(
            LoginRoutes login,
            IssuerLoginRoutes issuer,
            AccountRoutes account,
            KeyRoutes keys,
            AdministrationRoutes administration,
            TokenAuthority authority) {
        this.login = login;
        this.issuer = issuer;
        this.account = account;
        this.keys = keys;
        this.administration = administration;
        this.authority = authority;
    }

    public Handler of(AccountRoute route) {
        return switch (route) {
            case REGISTER -> account::register;
            case LOGIN -> login::login;
            case LOGIN_AT_ISSUER -> issuer::begin;
            case BACK_FROM_ISSUER -> issuer::end;
            case RENEW -> login::renew;
            case LOGOUT -> login::logout;
            case VERIFY, VALIDATE -> login::verify;
            case ACCOUNT -> account::show;
            case CHANGE_PASSWORD -> account::changePassword;
            case LIST_KEYS -> keys::list;
            case MAKE_KEY -> keys::make;
            case REVOKE_KEY -> keys::revoke;
            case LIST_ACCOUNTS -> administration::list;
            case ADD_ACCOUNT -> administration::add;
            case CHANGE_ACCOUNT -> administration::change;
            case RESET_PASSWORD -> administration::reset;
            case HAND_OVER -> administration::handOver;
            case DELETE_ACCOUNT -> administration::delete;
            case PUBLIC_KEYS -> this::publicKeys;
        };
    }

    private void publicKeys(Context ctx) throws AuthUnavailableException {
        ctx.header("Cache-Control", "public, max-age=300"); // A key is published for longer before it signs.
        ctx.contentType("application/jwk-set+json").result(authority.publicKeys());
    }
}
