package org.soundlift.auth.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.login.Login;
import org.soundlift.auth.token.RevokedSessions;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.Credentials;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import org.soundlift.http.SessionCookie;

/** The begin, the renewal and the end of sessions. */
public final class LoginRoutes {
    private final Login login;
    private final Sessions sessions;
    private final TokenAuthority authority;
    private final RevokedSessions revoked;
    private final boolean passwords;

    /** @param passwords whether accounts log in with passwords of their own */
    public LoginRoutes(
            Login login, Sessions sessions, TokenAuthority authority, RevokedSessions revoked, boolean passwords) {
        this.login = login;
        this.sessions = sessions;
        this.authority = authority;
        this.revoked = revoked;
        this.passwords = passwords;
    }

    /** {@code POST /login}: an access token for e-mail and password, or for a credential of another kind. */
    void login(Context ctx) throws IOException, AuthUnavailableException {
        Optional<String> bearer = Credentials.bearer(ctx);
        Optional<BasicCredentials> basic = BasicCredentials.of(ctx);
        if (bearer.isPresent()) {
            exchange(ctx, bearer.get());
        } else if (basic.isPresent()) {
            sessions.begin(ctx, account(ctx, basic.get().user(), basic.get().password()), false);
        } else if (ctx.header("Authorization") != null) {
            throw new ProblemException(FailureCode.UNAUTHORIZED);
        } else {
            loginByBody(ctx);
        }
    }

    private void loginByBody(Context ctx) throws IOException {
        RequestBody body = RequestBody.read(ctx);
        Account account = account(ctx, body.requireText("email"), body.requireText("password"));
        sessions.begin(ctx, account, body.isTrue("cookie"));
    }

    private Account account(Context ctx, String email, String password) {
        if (!passwords) {
            throw new ProblemException(
                    FailureCode.FORBIDDEN, "Passwords are not used here. Log in with your organisation, on the page.");
        }
        return login.login(email, password, ctx.ip());
    }

    private void exchange(Context ctx, String credential) throws AuthUnavailableException {
        String token = authority.exchange(credential).orElseThrow(() -> new ProblemException(FailureCode.UNAUTHORIZED));
        sessions.tell(ctx, token);
    }

    /** {@code POST /renew}: another token of the same session, before the one at hand expires. */
    void renew(Context ctx) throws AuthUnavailableException {
        Sessions.Current current = sessions.requireOwner(ctx);
        sessions.goOn(ctx, current, current.account(), Login.scopes(current.account()));
    }

    /** {@code POST /logout}: the session is over, with all its tokens. A cookie goes in any case. */
    void logout(Context ctx) throws AuthUnavailableException {
        if (Credentials.bearer(ctx).isEmpty()) {
            SessionCookie.clear(ctx);
        }
        revoked.revoke(sessions.requireOwner(ctx).claims().session());
        ctx.status(204);
    }

    /** {@code POST /verify}: what the credential says, if it is good at this moment. */
    void verify(Context ctx) throws AuthUnavailableException {
        Json.answer(ctx, 200, Json.of(sessions.require(ctx).claims().toMap()));
    }
}
