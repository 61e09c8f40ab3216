package org.soundlift.auth.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.soundlift.auth.accounts.Account;
import org.soundlift.auth.accounts.Accounts;
import org.soundlift.auth.accounts.EmailAddress;
import org.soundlift.auth.administration.Administration;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Role;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The accounts of all users, for administrators. */
public final class AdministrationRoutes {
    private final Accounts accounts;
    private final Administration administration;
    private final Sessions sessions;

    public AdministrationRoutes(Accounts accounts, Administration administration, Sessions sessions) {
        this.accounts = accounts;
        this.administration = administration;
        this.sessions = sessions;
    }

    /** Something that is done to accounts. */
    @FunctionalInterface
    private interface Work<T> {
        T done() throws Administration.RefusedException;
    }

    private static <T> T done(Work<T> work) {
        try {
            return work.done();
        } catch (Administration.RefusedException e) {
            throw new ProblemException(FailureCode.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private Account requireAdministrator(Context ctx) throws AuthUnavailableException {
        Account account = sessions.requireOwner(ctx).account();
        if (account.role() != Role.ADMIN || account.oneTimePassword().isPresent()) {
            throw new ProblemException(FailureCode.FORBIDDEN, "This is for administrators.");
        }
        return account;
    }

    private Account named(Context ctx) throws AuthUnavailableException {
        requireAdministrator(ctx);
        String id = ctx.pathParam("id");
        return id.matches("[0-9a-f]{32}")
                ? accounts.find(new AccountId(id)).orElseThrow(AdministrationRoutes::notFound)
                : EmailAddress.of(id).flatMap(accounts::find).orElseThrow(AdministrationRoutes::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(FailureCode.NOT_FOUND, "There is no such account.");
    }

    /** {@code GET /admin/accounts}: by e-mail address. */
    void list(Context ctx) throws AuthUnavailableException {
        requireAdministrator(ctx);
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("accounts");
        accounts.list().forEach(account -> list.add(AccountRoutes.json(account)));
        Json.answer(ctx, 200, body);
    }

    /** {@code POST /admin/accounts}: with the password that it is given, or one that is made up and shown this once. */
    void add(Context ctx) throws IOException, AuthUnavailableException {
        requireAdministrator(ctx);
        RequestBody body = RequestBody.read(ctx);
        Role role = role(body).orElse(Role.USER);
        String email = body.requireText("email");
        Administration.PasswordSet made = done(() -> administration.add(email, role, body.text("password")));
        Json.answer(ctx, 201, json(made));
    }

    /** {@code POST /admin/accounts/ID/password}: another password, as for a new account. */
    void reset(Context ctx) throws IOException, AuthUnavailableException {
        String email = named(ctx).email().text();
        RequestBody body = RequestBody.read(ctx);
        Json.answer(ctx, 200, json(done(() -> administration.reset(email, body.text("password")))));
    }

    private static ObjectNode json(Administration.PasswordSet set) {
        ObjectNode json = AccountRoutes.json(set.account());
        set.generated().ifPresent(password -> json.put("password", password));
        return json;
    }

    /** {@code PATCH /admin/accounts/ID}: its role, and if it is disabled. */
    void change(Context ctx) throws IOException, AuthUnavailableException {
        Account account = named(ctx);
        String email = account.email().text();
        RequestBody body = RequestBody.read(ctx);
        Optional<Role> role = role(body);
        JsonNode disabled = body.member("disabled");
        if (!disabled.isMissingNode() && !disabled.isBoolean()) {
            throw new ProblemException(Problem.invalidOption("disabled", "true or false"));
        }
        if (role.isPresent()) {
            done(() -> {
                administration.setRole(email, role.get());
                return role;
            });
        }
        if (disabled.isBoolean()) {
            done(() -> {
                administration.setDisabled(email, disabled.booleanValue());
                return disabled;
            });
        }
        Json.answer(
                ctx, 200, AccountRoutes.json(accounts.find(account.id()).orElseThrow(AdministrationRoutes::notFound)));
    }

    private static Optional<Role> role(RequestBody body) {
        return body.text("role").map(name -> {
            try {
                return Role.fromWireName(name);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(Problem.invalidOption("role", "user or admin"));
            }
        });
    }

    /** {@code POST /admin/accounts/ID/hand-over}: the answer names the heir of its jobs to the gateway, which has them. */
    void handOver(Context ctx) throws IOException, AuthUnavailableException {
        Account account = named(ctx);
        String heir = RequestBody.read(ctx).requireText("to");
        Account other = done(() -> administration.find(heir));
        if (other.id().equals(account.id())) {
            throw new ProblemException(Problem.invalidOption("to", "another account"));
        }
        ObjectNode body = AccountRoutes.json(account);
        body.set("jobs_to", AccountRoutes.json(other));
        Json.answer(ctx, 200, body);
    }

    /** {@code DELETE /admin/accounts/ID}: the gateway deletes its jobs. */
    void delete(Context ctx) throws AuthUnavailableException {
        Account account = named(ctx);
        done(() -> {
            administration.delete(account);
            return account;
        });
        Json.answer(ctx, 200, AccountRoutes.json(account));
    }
}
