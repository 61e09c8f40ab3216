package org.soundlift.gateway.status;

import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.ResultSummaryJson;
import org.soundlift.core.options.AudioOptionsJson;
import org.soundlift.gateway.access.Requests;
import org.soundlift.gateway.ledger.Job;
import org.soundlift.gateway.ledger.Jobs;
import org.soundlift.gateway.ledger.ProgressBoard;
import org.soundlift.http.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A job in JSON: first the members that clients of the well-known converter API read, then ours. */
public final class StatusBody {
    private static final double LEAST_TELLING_FRACTION = 0.02;
    private static final double LEAST_TELLING_SECONDS = 2;

    private final Jobs jobs;
    private final ProgressBoard progress;
    private final Requests requests;
    private final Clock clock;

    public StatusBody(Jobs jobs, ProgressBoard progress, Requests requests, Clock clock) {
        this.jobs = jobs;
        this.progress = progress;
        this.requests = requests;
        this.clock = clock;
    }

    public ObjectNode of(Context ctx, Job job) {
        ObjectNode body = Json.object()
                .put("job_id", job.id().value())
                .put("status", job.status().wireName())
                .put("message", job.status().message());
        body.put("revision", job.revision());
        double fraction = fraction(job);
        body.put("progress", fraction);
        body.put("seconds_left", secondsLeft(job, fraction));
        boolean waits = job.status() == JobStatus.QUEUED && job.video().fetch().isEmpty();
        body.put("queue_position", waits ? jobs.queuePosition(job) : null);
        body.put("created_at", Json.time(job.times().createdAt()));
        body.put("started_at", time(job.times().startedAt()));
        body.put("finished_at", time(job.times().finishedAt()));
        job.video().source().ifPresent(source -> body.put("source_job", source.value()));
        ObjectNode source = body.putObject("source")
                .put("filename", job.video().filename())
                .put("bytes", job.video().bytes());
        source.put(
                "seconds",
                job.video().duration().map(ResultSummaryJson::seconds).orElse(null));
        job.video().fetch().ifPresent(fetch -> source.put("fetched_bytes", fetch.bytes()));
        job.video().original().ifPresent(original -> {
            source.put("original_bytes", original.bytes());
            original.seconds().ifPresent(seconds -> source.put("original_seconds", seconds));
            original.start().ifPresent(start -> source.put("original_start", start));
        });
        body.set("options", Json.of(AudioOptionsJson.forUsers(job.order().options())));
        body.set("result", job.result().map(result -> result(ctx, job, result)).orElse(null));
        putError(body, job);
        boolean downloadable = job.status() == JobStatus.COMPLETED && !job.expired();
        body.put(
                "download_url",
                job.result()
                        .filter(_ -> downloadable)
                        .map(result -> requests.publicUrl(ctx)
                                .toResult(job.id(), result.facts().type()))
                        .orElse(null));
        return body;
    }

    /** Files in an archive can be downloaded by themselves. */
    private ObjectNode result(Context ctx, Job job, ResultSummary result) {
        ObjectNode body = Json.of(ResultSummaryJson.forUsers(result));
        for (JsonNode track : body.path("tracks")) {
            if (track.path("file") instanceof ObjectNode file) {
                file.remove("offset");
                String url =
                        "/download/" + job.id() + "-" + track.path("number").intValue() + "."
                                + file.path("format").stringValue();
                file.put(
                        "download_url",
                        job.expired() ? null : requests.publicUrl(ctx).to(url));
            }
        }
        return body;
    }

    double fraction(Job job) {
        return switch (job.status()) {
            case QUEUED, FAILED, CANCELED -> 0;
            case PROCESSING -> progress.fraction(job);
            case COMPLETED -> 1;
        };
    }

    /** Returns whole seconds, at the speed so far; null until that says something. */
    private @Nullable Long secondsLeft(Job job, double fraction) {
        Optional<Instant> start = job.times().startedAt();
        if (job.status() != JobStatus.PROCESSING || start.isEmpty() || fraction < LEAST_TELLING_FRACTION) {
            return null;
        }
        double seconds = Duration.between(start.get(), clock.instant()).toMillis() / 1e3;
        return seconds < LEAST_TELLING_SECONDS ? null : Math.round(seconds * (1 - fraction) / fraction);
    }

    private static @Nullable String time(Optional<Instant> time) {
        return time.map(Json::time).orElse(null);
    }

    private static void putError(ObjectNode body, Job job) {
        if (job.failure().isEmpty()) {
            body.putNull("error");
            return;
        }
        var failure = job.failure().get();
        ObjectNode error = body.putObject("error")
                .put("code", failure.code().name())
                .put("detail", failure.detail())
                .put("retryable", failure.code().retryable());
        error.put("suggestion", failure.code().suggestion().orElse(null));
    }
}
