package org.soundlift.auth.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.oidc.AuthorizationCodeFlow;
import org.soundlift.auth.oidc.ExternalIssuer.Subject;
import org.soundlift.auth.oidc.LoginRefusedException;
import org.soundlift.auth.oidc.LoginRefusedException.Reason;
import org.soundlift.auth.oidc.LoginSecrets;
import org.soundlift.auth.token.LocalAuthority;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.ProblemException;
import org.soundlift.http.SessionCookie;
import org.soundlift.http.path.PathPrefix;

/** The way of a browser to an issuer of OpenID Connect, and back with a session. */
public final class IssuerLoginRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerLoginRoutes.class);
    private static final String COOKIE = "soundlift_login";
    /** As long as somebody may take to log in there. */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Optional<AuthorizationCodeFlow> flow;
    private final LocalAuthority authority;
    private final Sessions sessions;

    /** @param flow empty where browsers log in with passwords alone */
    public IssuerLoginRoutes(Optional<AuthorizationCodeFlow> flow, LocalAuthority authority, Sessions sessions) {
        this.flow = flow;
        this.authority = authority;
        this.sessions = sessions;
    }

    private AuthorizationCodeFlow flow() {
        return flow.orElseThrow(() -> new ProblemException(FailureCode.NOT_FOUND));
    }

    /** {@code GET /login/oidc}: leads the browser to the issuer. */
    void begin(Context ctx) throws AuthUnavailableException {
        LoginSecrets secrets = LoginSecrets.random();
        String place = flow().begin(secrets).toString();
        SessionCookie.set(ctx, COOKIE, secrets.text(), PATIENCE);
        ctx.header("Cache-Control", "no-store");
        ctx.redirect(place, HttpStatus.SEE_OTHER);
    }

    /** {@code GET /login/oidc/callback}: the browser comes back, and gets a session. The page tells what went wrong. */
    void end(Context ctx) throws AuthUnavailableException {
        AuthorizationCodeFlow begun = flow();
        Optional<LoginSecrets> secrets = Optional.ofNullable(ctx.cookie(COOKIE)).flatMap(LoginSecrets::parse);
        SessionCookie.set(ctx, COOKIE, "", Duration.ZERO); // They are good for one end.
        ctx.header("Cache-Control", "no-store");
        try {
            Subject subject = begun.finish(
                    secrets.orElseThrow(
                            () -> new LoginRefusedException(Reason.EXPIRED, "the browser has no secrets of a log-in")),
                    ctx.queryParamMap());
            Account account = authority
                    .account(subject)
                    .filter(found -> !found.disabled())
                    .orElseThrow(() -> new LoginRefusedException(Reason.NO_ACCOUNT, "it has no account it may use"));
            sessions.begin(ctx, account);
            ctx.redirect(PathPrefix.path(ctx, "/"), HttpStatus.SEE_OTHER);
        } catch (LoginRefusedException e) {
            LOG.info("A log-in at the issuer was refused: {}", e.getMessage());
            ctx.redirect(PathPrefix.path(ctx, "/?login=" + e.reason().word()), HttpStatus.SEE_OTHER);
        }
    }
}
