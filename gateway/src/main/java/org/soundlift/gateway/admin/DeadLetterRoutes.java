package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.DeadLetters.DeadLetter;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.http.Json;
import org.soundlift.http.ProblemException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages that could not be consumed. */
final class DeadLetterRoutes {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final Map<String, DeadLetters> queues;
    private final Jobs jobs;
    private final Audit audit;

    /** @param queues by the name of the queue */
    DeadLetterRoutes(Map<String, DeadLetters> queues, Jobs jobs, Audit audit) {
        this.queues = queues;
        this.jobs = jobs;
        this.audit = audit;
    }

    /** {@code GET /admin/dead-letters}: of all queues, the oldest of each first. */
    void list(Context ctx) {
        Requests.allow(ctx, "limit");
        int limit = Requests.number(ctx, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        ObjectNode body = Json.object();
        ArrayNode letters = body.putArray("dead_letters");
        queues.forEach((name, dead) -> available(() -> {
            dead.list(limit).forEach(letter -> letters.add(json(name, letter)));
            return true;
        }));
        Json.answer(ctx, 200, body);
    }

    private static ObjectNode json(String queue, DeadLetter letter) {
        ObjectNode json = Json.object().put("queue", queue).put("id", letter.id());
        json.put("rejected_at", letter.rejectedAt().map(Json::time).orElse(null));
        return json.put("reason", letter.reason())
                .put("deliveries", letter.deliveries())
                .put("message", letter.body());
    }

    /** {@code POST /admin/dead-letters/QUEUE/ID/requeue}. */
    void requeue(Context ctx) {
        DeadLetters dead = queue(ctx);
        if (ctx.pathParam("queue").equals("video")) {
            requireUseful(dead, ctx.pathParam("id"));
        }
        requireFound(available(() -> dead.requeue(ctx.pathParam("id"))));
        note(ctx, "dead_letter.requeue");
        ctx.status(204);
    }

    /** The result of an attempt that has ended would be of no use. */
    private void requireUseful(DeadLetters dead, String id) {
        available(() -> {
            dead.list(MAX_LIMIT).stream()
                    .filter(letter -> letter.id().equals(id))
                    .findFirst()
                    .flatMap(DeadLetterRoutes::job)
                    .flatMap(jobs::find)
                    .filter(job -> job.times().finishedAt().isPresent())
                    .ifPresent(job -> {
                        throw new ProblemException(
                                FailureCode.INVALID_REQUEST,
                                "Its job has ended. Try job " + job.id() + " again, and drop the message.");
                    });
            return true;
        });
    }

    private static Optional<JobId> job(DeadLetter letter) {
        try {
            return Optional.ofNullable(Json.members(letter.body()).get("job_id"))
                    .map(Object::toString)
                    .flatMap(JobId::parse);
        } catch (RuntimeException noJson) {
            return Optional.empty();
        }
    }

    /** {@code DELETE /admin/dead-letters/QUEUE/ID}. */
    void drop(Context ctx) {
        DeadLetters dead = queue(ctx);
        requireFound(available(() -> dead.drop(ctx.pathParam("id"))));
        note(ctx, "dead_letter.drop");
        ctx.status(204);
    }

    private void note(Context ctx, String action) {
        audit.note(ctx, action, "queue " + ctx.pathParam("queue") + ", message " + ctx.pathParam("id"));
    }

    private DeadLetters queue(Context ctx) {
        return Optional.ofNullable(queues.get(ctx.pathParam("queue"))).orElseThrow(DeadLetterRoutes::notFound);
    }

    private static void requireFound(boolean found) {
        if (!found) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(FailureCode.NOT_FOUND, "There is no such dead letter.");
    }

    @FunctionalInterface
    private interface Call {
        boolean make() throws QueueUnavailableException;
    }

    private static boolean available(Call call) {
        try {
            return call.make();
        } catch (QueueUnavailableException e) {
            throw new ProblemException(FailureCode.UNAVAILABLE, "The queue does not answer: " + e.getMessage() + ".");
        }
    }
}
