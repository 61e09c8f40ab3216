package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.soundlift.core.account.AccountId;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.http.AccountRoute;
import org.soundlift.http.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What becomes of jobs when the auth service has changed an account, and the notes of such changes. */
public final class AccountChanges {
    private final Ledger ledger;
    private final Audit audit;

    public AccountChanges(Ledger ledger, Audit audit) {
        this.ledger = ledger;
        this.audit = audit;
    }

    /** Returns the handler of a route of administrators; {@code answer} is that of the auth service. */
    public Handler of(AccountRoute route, Handler answer) {
        return ctx -> {
            answer.handle(ctx);
            if (ctx.statusCode() < 300) {
                done(ctx, route);
            }
        };
    }

    private void done(Context ctx, AccountRoute route) {
        ObjectNode account = Json.of(Json.members(String.valueOf(ctx.result())));
        String email = account.path("email").asString("");
        switch (route) {
            case ADD_ACCOUNT -> audit.note(ctx, "account.add", email + ", " + role(account));
            case RESET_PASSWORD -> audit.note(ctx, "account.reset", email);
            case CHANGE_ACCOUNT ->
                audit.note(
                        ctx,
                        "account.change",
                        email + ", " + role(account)
                                + (account.path("disabled").asBoolean() ? ", disabled" : ", enabled"));
            case DELETE_ACCOUNT -> {
                int jobs = deleted(account);
                String heir = account.path("jobs_to").path("email").asString("");
                audit.note(
                        ctx,
                        "account.delete",
                        email + ", " + jobs + (heir.isEmpty() ? " jobs deleted" : " jobs to " + heir));
                Json.answer(ctx, 200, account.put("jobs", jobs));
            }
            default -> {}
        }
    }

    private static String role(JsonNode account) {
        return account.path("role").asString("");
    }

    private int deleted(JsonNode account) {
        JsonNode heir = account.path("jobs_to");
        return heir.isObject() ? ledger.handOver(owner(account), owner(heir)) : ledger.deleteAll(owner(account));
    }

    private static Owner owner(JsonNode account) {
        return new Owner.Account(
                new AccountId(account.required("id").stringValue()),
                account.required("email").stringValue());
    }
}
