package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import org.soundlift.core.fleet.ConverterReport;
import org.soundlift.core.job.FailureCode;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.status.StatusBody;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The converters: what each of them is and does, and if it takes work. */
final class ConverterRoutes {
    private final ConverterBoard board;
    private final Jobs jobs;
    private final StatusBody bodies;
    private final Audit audit;

    ConverterRoutes(ConverterBoard board, Jobs jobs, StatusBody bodies, Audit audit) {
        this.board = board;
        this.jobs = jobs;
        this.bodies = bodies;
        this.audit = audit;
    }

    /** {@code GET /admin/converters}. */
    void list(Context ctx) {
        ObjectNode body = Json.object();
        ArrayNode converters = body.putArray("converters");
        board.present().forEach(each -> converters.add(json(ctx, each)));
        Json.answer(ctx, 200, body);
    }

    private ObjectNode json(Context ctx, ConverterReport converter) {
        ConverterReport.About about = converter.about();
        ObjectNode json = Json.object()
                .put("id", converter.id())
                .put("host", about.host())
                .put("version", about.version())
                .put("ffmpeg", about.ffmpeg())
                .put("started_at", Json.time(about.startedAt()))
                .put("slots", converter.slots())
                .put("draining", converter.draining());
        ArrayNode denied = json.putArray("ffmpeg_denied");
        about.denied().forEach(denied::add);
        ArrayNode working = json.putArray("jobs");
        converter.jobs().stream()
                .flatMap(id -> jobs.find(id).stream())
                .forEach(job ->
                        working.add(bodies.of(ctx, job).put("owner", job.owner().username())));
        return json;
    }

    /** {@code POST /admin/converters/ID/drain}: it takes no further work, and ends what it works on. */
    void drain(Context ctx) {
        ask(ctx, true);
    }

    /** {@code POST /admin/converters/ID/resume}. */
    void resume(Context ctx) {
        ask(ctx, false);
    }

    private void ask(Context ctx, boolean on) {
        ConverterReport converter = board.present().stream()
                .filter(each -> each.id().equals(ctx.pathParam("id")))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        FailureCode.NOT_FOUND, "There is no such converter, or it has not reported for a while."));
        board.drain(converter, on);
        audit.note(
                ctx,
                on ? "converter.drain" : "converter.resume",
                converter.about().host() + " " + converter.id());
        ctx.status(202);
    }
}
