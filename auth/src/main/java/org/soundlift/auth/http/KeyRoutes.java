package org.soundlift.auth.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.soundlift.auth.accounts.ApiKey;
import org.soundlift.auth.accounts.ApiKeys;
import org.soundlift.auth.token.RevokedSessions;
import org.soundlift.core.account.AccountId;
import org.soundlift.core.account.AuthUnavailableException;
import org.soundlift.core.account.Scope;
import org.soundlift.core.job.FailureCode;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API keys of the account that asks. */
public final class KeyRoutes {
    private static final int MOST_KEYS = 50;

    private final ApiKeys keys;
    private final Sessions sessions;
    private final RevokedSessions revoked;

    public KeyRoutes(ApiKeys keys, Sessions sessions, RevokedSessions revoked) {
        this.keys = keys;
        this.sessions = sessions;
        this.revoked = revoked;
    }

    /** {@code GET /account/keys}: without their secrets, which are not kept. */
    void list(Context ctx) throws AuthUnavailableException {
        ObjectNode body = Json.object();
        ArrayNode list = body.putArray("keys");
        keys.of(owner(ctx)).forEach(key -> list.add(json(key)));
        Json.answer(ctx, 200, body);
    }

    private AccountId owner(Context ctx) throws AuthUnavailableException {
        var current = sessions.requireOwner(ctx);
        if (current.account().oneTimePassword().isPresent()) {
            throw new ProblemException(
                    FailureCode.FORBIDDEN,
                    "Choose a password of your own first: on the page, or with PUT /account/password.");
        }
        return current.account().id();
    }

    private static ObjectNode json(ApiKey key) {
        ObjectNode json = Json.object().put("id", key.id()).put("name", key.name());
        ArrayNode scopes = json.putArray("scopes");
        key.scopes().stream().sorted().forEach(scope -> scopes.add(scope.wireName()));
        json.put("created_at", Json.time(key.createdAt()));
        json.put("last_used_at", key.lastUsedAt().map(Json::time).orElse(null));
        return json.put("expires_at", key.expiresAt().map(Json::time).orElse(null));
    }

    /** {@code POST /account/keys}: shows the secret this once. */
    void make(Context ctx) throws IOException, AuthUnavailableException {
        AccountId owner = owner(ctx);
        RequestBody body = RequestBody.read(ctx);
        String name = body.text("name")
                .map(String::strip)
                .filter(text -> text.length() <= ApiKey.LONGEST_NAME)
                .orElseThrow(() -> new ProblemException(
                        Problem.invalidOption("name", "a text of 1 to " + ApiKey.LONGEST_NAME + " characters")));
        Set<Scope> scopes = scopes(body.member("scopes"));
        Optional<Duration> lifetime = lifetime(body.member("expires_in_days"));
        if (keys.of(owner).size() >= MOST_KEYS) {
            throw new ProblemException(
                    FailureCode.FORBIDDEN, "An account can have " + MOST_KEYS + " keys. Revoke one first.");
        }
        ApiKeys.Made made = keys.make(owner, name, scopes, lifetime);
        Json.answer(ctx, 201, json(made.key()).put("key", made.secret()));
    }

    private static Optional<Duration> lifetime(JsonNode days) {
        if (days.isMissingNode() || days.isNull()) {
            return Optional.empty();
        }
        if (!days.isIntegralNumber() || days.asLong() < 1 || days.asLong() > ApiKey.MOST_DAYS) {
            throw new ProblemException(
                    Problem.invalidOption("expires_in_days", "a whole number from 1 to " + ApiKey.MOST_DAYS));
        }
        return Optional.of(Duration.ofDays(days.asLong()));
    }

    /** Without a word on it, all that a key can have. */
    private static Set<Scope> scopes(JsonNode list) {
        Set<Scope> allowed = EnumSet.of(Scope.JOBS_READ, Scope.JOBS_WRITE);
        if (list.isMissingNode() || list.isNull()) {
            return allowed;
        }
        EnumSet<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (JsonNode name : list) {
            Optional<Scope> scope = Scope.fromWireName(name.asString("")).filter(allowed::contains);
            scopes.add(scope.orElseThrow(KeyRoutes::invalidScopes));
        }
        if (scopes.isEmpty()) {
            throw invalidScopes();
        }
        return scopes;
    }

    private static ProblemException invalidScopes() {
        List<String> names = List.of(Scope.JOBS_READ.wireName(), Scope.JOBS_WRITE.wireName());
        return new ProblemException(Problem.invalidOption("scopes", "a list of some of " + names));
    }

    /** {@code DELETE /account/keys/ID}: the key and all tokens that were made for it. */
    void revoke(Context ctx) throws AuthUnavailableException {
        String id = ctx.pathParam("id");
        AccountId owner = owner(ctx);
        if (keys.of(owner).stream().noneMatch(key -> key.id().equals(id))) {
            throw new ProblemException(FailureCode.NOT_FOUND, "There is no such key.");
        }
        revoked.revoke(id); // First, so that a failure in between can be mended by trying again.
        keys.remove(owner, id);
        ctx.status(204);
    }
}
