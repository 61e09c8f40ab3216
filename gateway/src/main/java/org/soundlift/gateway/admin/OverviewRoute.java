package org.soundlift.gateway.admin;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.core.queue.DeadLetters;
import org.soundlift.core.queue.QueueUnavailableException;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Workload;
import org.soundlift.http.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /admin/overview}: what waits, what was done, what fails, and what is stored. */
final class OverviewRoute {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration STORED_IS_FRESH = Duration.ofSeconds(30);
    private static final int OWNERS = 100;

    private final Workload work;
    private final Usage usage;
    private final Map<String, DeadLetters> dead;
    private final Duration retention;
    private final Clock clock;
    private List<Usage.Stored> stored = List.of();
    private Instant storedAt = Instant.EPOCH;

    OverviewRoute(Jdbi jdbi, Map<String, DeadLetters> dead, Duration retention, Clock clock) {
        this.work = new Workload(jdbi);
        this.usage = new Usage(jdbi);
        this.dead = dead;
        this.retention = retention;
        this.clock = clock;
    }

    void get(Context ctx) {
        Requests.allow(ctx);
        Instant now = clock.instant();
        ObjectNode body = Json.object();
        putQueue(body.putObject("queue"));
        putEnded(body.putObject("last_hour"), now.minus(HOUR), Duration.ofMinutes(1));
        putEnded(body.putObject("last_day"), now.minus(DAY), HOUR);
        ArrayNode failures = body.putArray("failures");
        usage.failures(now.minus(DAY))
                .forEach(each -> failures.addObject().put("code", each.code()).put("jobs", each.jobs()));
        putStorage(body.putObject("storage"));
        Json.answer(ctx, 200, body);
    }

    private void putQueue(ObjectNode queue) {
        Workload.Figures figures = work.figures();
        queue.put("waiting", figures.queued()).put("processing", figures.processing());
        queue.put("oldest_waiting_since", figures.oldest().map(Json::time).orElse(null));
        ObjectNode letters = queue.putObject("dead_letters");
        dead.forEach((name, each) -> {
            try {
                letters.put(name, each.count());
            } catch (QueueUnavailableException e) {
                letters.putNull(name); // Health says why.
            }
        });
    }

    private void putEnded(ObjectNode body, Instant since, Duration width) {
        ArrayNode ended = body.put("since", Json.time(since))
                .put("interval_seconds", width.toSeconds())
                .putArray("ended");
        usage.ended(since, width)
                .forEach(each -> ended.addObject()
                        .put("start", Json.time(each.start()))
                        .put("completed", each.completed())
                        .put("failed", each.failed())
                        .put("canceled", each.canceled())
                        .put("audio_seconds", each.seconds()));
    }

    /** All jobs are read for it: not with each look of each administrator. */
    private synchronized List<Usage.Stored> stored() {
        Instant now = clock.instant();
        if (Duration.between(storedAt, now).abs().compareTo(STORED_IS_FRESH) > 0) {
            stored = usage.stored(Integer.MAX_VALUE);
            storedAt = now;
        }
        return stored;
    }

    private void putStorage(ObjectNode storage) {
        List<Usage.Stored> stored = stored();
        storage.put("retention_seconds", retention.toSeconds())
                .put(
                        "video_bytes",
                        stored.stream().mapToLong(Usage.Stored::videoBytes).sum())
                .put(
                        "result_bytes",
                        stored.stream().mapToLong(Usage.Stored::resultBytes).sum())
                .put(
                        "arriving_bytes",
                        stored.stream().mapToLong(Usage.Stored::arrivingBytes).sum());
        ArrayNode owners = storage.putArray("owners");
        stored.stream()
                .limit(OWNERS)
                .forEach(each -> owners.addObject()
                        .put("owner", each.username())
                        .put("jobs", each.jobs())
                        .put("video_bytes", each.videoBytes())
                        .put("result_bytes", each.resultBytes())
                        .put("arriving_bytes", each.arrivingBytes()));
    }
}
