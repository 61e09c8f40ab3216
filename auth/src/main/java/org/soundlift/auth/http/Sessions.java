package org.soundlift.auth.http;

import io.javalin.http.Context;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.login.Login;
import org.soundlift.auth.token.RevokedSessions;
import org.soundlift.auth.token.TokenIssuer;
import org.soundlift.auth.token.TokenIssuer.Issued;
import org.soundlift.auth.verify.PublishedKeys;
import org.soundlift.auth.verify.TokenAuthenticator;
import org.soundlift.auth.verify.TokenAuthority;
import org.soundlift.auth.verify.TokenClaims;
import org.soundlift.auth.verify.TokenVerifier;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Scope;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.Credentials;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import org.soundlift.http.SessionCookie;
import tools.jackson.databind.node.ObjectNode;

/** The sessions of requests to the auth service, by the tables of this moment, and the answers that tell of them. */
public final class Sessions {
    private final Accounts accounts;
    private final RevokedSessions revoked;
    private final TokenAuthority authority;
    private final TokenIssuer issuer;
    private final TokenVerifier verifier;
    private final Clock clock;

    public Sessions(
            Accounts accounts, RevokedSessions revoked, TokenAuthority authority, TokenIssuer issuer, Clock clock) {
        this.accounts = accounts;
        this.revoked = revoked;
        this.authority = authority;
        this.issuer = issuer;
        this.clock = clock;
        this.verifier = new TokenVerifier(this::key, clock);
    }

    /** A session, and the account as it is now. */
    record Current(TokenClaims claims, Account account) {
        TokenIssuer.Session session(TokenIssuer issuer) {
            return issuer.session(claims.session(), claims.authenticatedAt());
        }
    }

    private Optional<ECPublicKey> key(String id) {
        try {
            return Optional.ofNullable(
                    PublishedKeys.parse(authority.publicKeys()).get(id));
        } catch (AuthUnavailableException e) {
            return Optional.empty();
        }
    }

    /** @throws ProblemException {@code UNAUTHORIZED}, the same for whatever is wrong with the credential */
    Current require(Context ctx) throws AuthUnavailableException {
        Optional<String> credential = Credentials.of(ctx);
        Optional<TokenClaims> claims = credential.isEmpty() ? Optional.empty() : claims(credential.get());
        return claims.filter(c -> !revoked.isRevoked(c.session()))
                .flatMap(c -> accounts.find(c.identity().account()).map(account -> new Current(c, account)))
                .filter(c -> !c.account().disabled()
                        && c.account().epoch() == c.claims().epoch())
                .orElseThrow(() -> new ProblemException(FailureCode.UNAUTHORIZED));
    }

    private Optional<TokenClaims> claims(String credential) throws AuthUnavailableException {
        Optional<TokenClaims> ours = credential.startsWith(TokenAuthenticator.API_KEY_PREFIX)
                ? Optional.empty()
                : verifier.verify(credential);
        return ours.isPresent() ? ours : authority.exchange(credential).flatMap(verifier::verify);
    }

    /** @throws ProblemException {@code FORBIDDEN} if the session may not change the account */
    Current requireOwner(Context ctx) throws AuthUnavailableException {
        Current current = require(ctx);
        if (!current.claims().identity().scopes().contains(Scope.ACCOUNT)) {
            throw new ProblemException(FailureCode.FORBIDDEN, "An API key can't do this. Log in with the password.");
        }
        return current;
    }

    /** Answers with a token of a session that begins now; in a cookie if {@code inCookie}. */
    void begin(Context ctx, Account account, boolean inCookie) {
        tell(ctx, account, issuer.issue(account, issuer.newSession(), Login.scopes(account)), inCookie);
    }

    /** Sets the cookie of a session that begins now; the answer is still to come. */
    void begin(Context ctx, Account account) {
        Issued issued = issuer.issue(account, issuer.newSession(), Login.scopes(account));
        SessionCookie.set(ctx, issued.token(), issued.lifetime());
    }

    /**
     * Answers with another token of the same session, the way the request brought its own.
     *
     * @throws ProblemException {@code UNAUTHORIZED} if the session has lasted too long
     */
    void goOn(Context ctx, Current current, Account account, Set<Scope> scopes) {
        TokenIssuer.Session session = current.session(issuer);
        if (issuer.isOver(session)) {
            throw new ProblemException(FailureCode.UNAUTHORIZED);
        }
        boolean inCookie = Credentials.bearer(ctx).isEmpty();
        tell(ctx, account, issuer.issue(account, session, scopes), inCookie);
    }

    private static void tell(Context ctx, Account account, Issued issued, boolean inCookie) {
        if (inCookie) {
            SessionCookie.set(ctx, issued.token(), issued.lifetime());
        } else if (prefersText(ctx)) {
            ctx.contentType("text/plain").result(issued.token());
            return;
        }
        ObjectNode body = Json.object();
        if (!inCookie) {
            body.put("access_token", issued.token()).put("token_type", "Bearer");
        }
        body.put("expires_in", issued.lifetime().toSeconds());
        if (account.oneTimePassword().isPresent()) {
            body.put("password_change_required", true);
        }
        Json.answer(ctx, 200, body);
    }

    private static boolean prefersText(Context ctx) {
        String accept = ctx.header("Accept");
        return accept != null && accept.startsWith("text/plain");
    }

    /** Answers with a token that was made for another credential. */
    void tell(Context ctx, String token) {
        Duration lifetime = verifier.verify(token)
                .map(claims -> Duration.between(clock.instant(), claims.expiresAt()))
                .orElse(Duration.ZERO);
        if (prefersText(ctx)) {
            ctx.contentType("text/plain").result(token);
        } else {
            Json.answer(
                    ctx,
                    200,
                    Json.object()
                            .put("access_token", token)
                            .put("token_type", "Bearer")
                            .put("expires_in", lifetime.toSeconds()));
        }
    }
}
