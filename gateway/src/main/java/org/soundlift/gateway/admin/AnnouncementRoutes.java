package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.soundlift.http.Json;
import org.soundlift.http.Problem;
import org.soundlift.http.ProblemException;
import org.soundlift.http.RequestBody;
import tools.jackson.databind.node.ObjectNode;

/** The announcement that all users see. */
final class AnnouncementRoutes {
    private static final int LONGEST = 500;

    private final Announcements announcements;
    private final Audit audit;

    AnnouncementRoutes(Announcements announcements, Audit audit) {
        this.announcements = announcements;
        this.audit = audit;
    }

    /** {@code GET /announcement}: {@code text} is null if there is none. */
    void get(Context ctx) {
        Optional<Announcements.Announcement> present = announcements.present();
        ObjectNode body = Json.object();
        body.put("text", present.map(Announcements.Announcement::text).orElse(null));
        body.put("announced_at", present.map(found -> Json.time(found.at())).orElse(null));
        Json.answer(ctx, 200, body);
    }

    /** {@code PUT /admin/announcement}: instead of the one before. */
    void put(Context ctx) throws IOException {
        String text = RequestBody.read(ctx)
                .text("text")
                .map(String::strip)
                .filter(words -> !words.isEmpty() && words.length() <= LONGEST)
                .orElseThrow(() -> new ProblemException(
                        Problem.invalidOption("text", "a text of 1 to " + LONGEST + " characters")));
        announcements.set(Optional.of(text));
        audit.note(ctx, "announcement.set", text);
        get(ctx);
    }

    /** {@code DELETE /admin/announcement}. */
    void delete(Context ctx) {
        announcements.set(Optional.empty());
        audit.note(ctx, "announcement.remove", "");
        ctx.status(204);
    }
}
