package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.job.FailureCode;
import org.soundlift.gateway.ledger.Ledger;
import org.soundlift.gateway.ledger.Owner;
import org.soundlift.gateway.ledger.Workload;
import org.soundlift.gateway.upload.AccountLimits;
import org.soundlift.http.AccountRoute;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The gateway's part of accounts: their limits, what becomes of their jobs when they are deleted, and the notes of what was changed. */
public final class AccountChanges {
    private final Ledger ledger;
    private final Audit audit;
    private final AccountLimits limits;
    private final Workload work;
    private final Clock clock;

    public AccountChanges(Ledger ledger, Audit audit, AccountLimits limits, Workload work, Clock clock) {
        this.ledger = ledger;
        this.audit = audit;
        this.limits = limits;
        this.work = work;
        this.clock = clock;
    }

    /** {@code PUT /admin/accounts/ID/limits}: limits of its own; the usual one holds for each that is absent or null. */
    public void limit(Context ctx) throws IOException {
        String id = ctx.pathParam("id");
        if (!id.matches("[0-9a-f]{32}")) {
            throw new ProblemException(FailureCode.NOT_FOUND, "There is no such account.");
        }
        RequestBody body = RequestBody.read(ctx);
        AccountLimits.Own own = new AccountLimits.Own(
                number(body, "waiting_jobs", Integer.MAX_VALUE).map(Long::intValue),
                number(body, "bytes_a_day", Long.MAX_VALUE),
                number(body, "minutes_a_month", Integer.MAX_VALUE).map(Long::intValue));
        limits.set(new AccountId(id), own);
        ObjectNode json = json(own);
        audit.note(ctx, "account.limit", id + ", " + Json.text(json));
        Json.answer(ctx, 200, json);
    }

    private static Optional<Long> number(RequestBody body, String name, long highest) {
        JsonNode number = body.member(name);
        if (number.isMissingNode() || number.isNull()) {
            return Optional.empty();
        }
        if (!number.canConvertToLong() || number.asLong() < 0 || number.asLong() > highest) {
            throw new ProblemException(Problem.invalidOption(name, "a whole number from 0 to " + highest));
        }
        return Optional.of(number.asLong());
    }

    private static ObjectNode json(AccountLimits.Own own) {
        ObjectNode json = Json.object();
        json.put("waiting_jobs", own.waitingJobs().orElse(null));
        json.put("bytes_a_day", own.bytesADay().orElse(null));
        json.put("minutes_a_month", own.minutesAMonth().orElse(null));
        return json;
    }

    private void answerWithLimits(Context ctx, ObjectNode list) {
        Map<String, AccountLimits.Own> own = limits.all();
        Map<String, Duration> converted =
                work.converted(YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC)));
        for (JsonNode account : list.path("accounts")) {
            String id = account.path("id").asString("");
            ((ObjectNode) account)
                    .put(
                            "minutes_this_month",
                            converted.getOrDefault(id, Duration.ZERO).toMinutes())
                    .set("limits", json(own.getOrDefault(id, AccountLimits.Own.NONE)));
        }
        Json.answer(ctx, 200, list);
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
            case LIST_ACCOUNTS -> answerWithLimits(ctx, account);
            case ADD_ACCOUNT -> audit.note(ctx, "account.add", email + ", " + role(account));
            case RESET_PASSWORD -> audit.note(ctx, "account.reset", email);
            case CHANGE_ACCOUNT ->
                audit.note(
                        ctx,
                        "account.change",
                        email + ", " + role(account)
                                + (account.path("disabled").asBoolean() ? ", disabled" : ", enabled"));
            case HAND_OVER -> {
                JsonNode heir = account.path("jobs_to");
                int jobs = ledger.handOver(owner(account), owner(heir));
                audit.note(
                        ctx,
                        "account.hand_over",
                        email + ", " + jobs + " jobs to " + heir.path("email").asString(""));
                Json.answer(ctx, 200, account.put("jobs", jobs));
            }
            case DELETE_ACCOUNT -> {
                int jobs = ledger.deleteAll(owner(account));
                audit.note(ctx, "account.delete", email + ", with " + jobs + " jobs");
                Json.answer(ctx, 200, account.put("jobs", jobs));
            }
            default -> {}
        }
    }

    private static String role(JsonNode account) {
        return account.path("role").asString("");
    }

    private static Owner owner(JsonNode account) {
        return new Owner.Account(
                new AccountId(account.required("id").stringValue()),
                account.required("email").stringValue());
    }
}
