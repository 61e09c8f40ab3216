package org.soundlift.auth.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.AccountExistsException;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.login.Login;
import org.soundlift.auth.password.PasswordHasher;
import org.soundlift.auth.password.PasswordRules;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import org.soundlift.http.Registration;
import org.soundlift.http.RequestBody;
import tools.jackson.databind.node.ObjectNode;

/** The account itself: made by its owner, shown, and its password changed. */
public final class AccountRoutes {
    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final Login login;
    private final Sessions sessions;
    private final Registration registration;

    public AccountRoutes(
            Accounts accounts, PasswordHasher hasher, Login login, Sessions sessions, Registration registration) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.login = login;
        this.sessions = sessions;
        this.registration = registration;
    }

    /** {@code POST /register}: an account for any caller, where the operator allows that. */
    void register(Context ctx) throws IOException {
        registration.requireOpenTo(ctx);
        RequestBody body = RequestBody.read(ctx);
        EmailAddress email = EmailAddress.of(body.requireText("email"))
                .orElseThrow(() -> new ProblemException(Problem.invalidOption("email", "an e-mail address")));
        String password = body.requireText("password");
        login.countTry(ctx.ip());
        requireGood("password", password, email);
        try {
            Account account = accounts.register(email, hasher.hash(password));
            Json.answer(ctx, 201, json(account));
        } catch (AccountExistsException e) {
            throw new ProblemException(FailureCode.ACCOUNT_EXISTS);
        }
    }

    private void requireGood(String field, String password, EmailAddress owner) {
        hasher.defect(password, owner).ifPresent(defect -> {
            throw new ProblemException(new Problem(
                    new Failure(FailureCode.INVALID_OPTION, defect),
                    List.of(new Problem.FieldError("#/" + field, "must be " + PasswordRules.FORM))));
        });
    }

    static ObjectNode json(Account account) {
        ObjectNode body = Json.object()
                .put("id", account.id().value())
                .put("email", account.email().text())
                .put("role", account.role().wireName())
                .put("created_at", Json.time(account.createdAt()));
        body.put("last_login_at", account.lastLoginAt().map(Json::time).orElse(null));
        return body.put("has_password", account.passwordHash().isPresent())
                .put("password_change_required", account.oneTimePassword().isPresent())
                .put("disabled", account.disabled());
    }

    /** {@code GET /account}. */
    void show(Context ctx) throws AuthUnavailableException {
        Json.answer(ctx, 200, json(sessions.require(ctx).account()));
    }

    /** {@code PUT /account/password}: ends all other sessions; this one goes on with a new token. */
    void changePassword(Context ctx) throws IOException, AuthUnavailableException {
        Sessions.Current current = sessions.requireOwner(ctx);
        RequestBody body = RequestBody.read(ctx);
        String password = body.requireText("new_password");
        EmailAddress email = current.account().email();
        String before = body.requireText("current_password");
        login.confirm(current.account(), before, ctx.ip());
        requireGood("new_password", password, email);
        if (PasswordRules.normalize(before).equals(PasswordRules.normalize(password))) {
            throw new ProblemException(Problem.invalidOption("new_password", "another one than before"));
        }
        Account changed = accounts.changePassword(current.account(), hasher.hash(password))
                .orElseThrow(() -> new ProblemException(FailureCode.UNAUTHORIZED));
        sessions.goOn(ctx, current, changed, Login.scopes(changed));
    }
}
