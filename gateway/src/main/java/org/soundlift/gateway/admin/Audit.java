package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.soundlift.gateway.access.Requests;
import org.soundlift.http.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Notes what requests of administrators have done, and shows it. */
public final class Audit {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final AuditLog log;
    private final Requests requests;

    public Audit(AuditLog log, Requests requests) {
        this.log = log;
        this.requests = requests;
    }

    void note(Context ctx, String action, String subject) {
        log.note(requests.actor(ctx), action, subject);
    }

    /**
     * Returns a handler that notes the action once it is done.
     *
     * @param subject is asked before: afterwards it may be gone
     */
    public Handler noted(String action, Function<Context, String> subject, Handler handler) {
        return ctx -> {
            String what = subject.apply(ctx);
            handler.handle(ctx);
            if (ctx.statusCode() < 300) {
                note(ctx, action, what);
            }
        };
    }

    /** {@code GET /admin/audit}: the newest first; {@code next_cursor} names the place where more follow. */
    void list(Context ctx) {
        Requests.allow(ctx, "limit", "cursor");
        int limit = Requests.number(ctx, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        List<AuditLog.Entry> found = log.list(Optional.ofNullable(ctx.queryParam("cursor")), limit + 1);
        ObjectNode body = Json.object();
        ArrayNode entries = body.putArray("entries");
        found.stream()
                .limit(limit)
                .forEach(entry -> entries.addObject()
                        .put("at", Json.time(entry.at()))
                        .put("actor", entry.actor())
                        .put("action", entry.action())
                        .put("subject", entry.subject()));
        body.put("next_cursor", found.size() > limit ? found.get(limit - 1).id() : null);
        Json.answer(ctx, 200, body);
    }
}
