package org.soundlift.gateway.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.job.ConversionFinished;
import org.soundlift.core.job.ConversionFinished.Completed;
import org.soundlift.core.job.ConversionFinished.Failed;
import org.soundlift.core.job.ConversionProgress;
import org.soundlift.core.job.JobId;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SoundFactsJson;
import org.soundlift.core.media.Warning;
import org.soundlift.http.Json;

/** A compare-and-set on one row of {@code gateway_job}: the columns to set, and the condition under which they are set. */
final class JobUpdate {
    private static final String TIMES = ", started_at = :startedAt, finished_at = :finishedAt,"
            + " source_nanos = coalesce(:sourceNanos, source_nanos)";

    private final String columns;
    private String condition = "1 = 1";
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private JobUpdate(String columns) {
        this.columns = columns;
    }

    static JobUpdate to(String columns) {
        return new JobUpdate(columns);
    }

    JobUpdate where(String newCondition) {
        condition = newCondition;
        return this;
    }

    JobUpdate with(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    static JobUpdate started(ConversionProgress progress) {
        return to("status = 'processing', started_at = :startedAt, source_nanos = :sourceNanos")
                .where("status = 'queued' and attempt = :attempt")
                .with("attempt", progress.attempt())
                .with("startedAt", progress.startedAt().toEpochMilli())
                .with("sourceNanos", nanos(progress.sourceDuration()));
    }

    static JobUpdate finished(ConversionFinished finished) {
        JobUpdate change = switch (finished) {
            case Completed completed -> completed(completed.result());
            case Failed failed ->
                to("status = 'failed', error_code = :code, error_detail = :detail" + TIMES)
                        .with("code", failed.failure().code().name())
                        .with("detail", failed.failure().detail());
        };
        return change.where("status in ('queued', 'processing') and attempt = :attempt")
                .with("attempt", finished.request().attempt())
                .with("startedAt", finished.startedAt().toEpochMilli())
                .with("finishedAt", finished.finishedAt().toEpochMilli())
                .with("sourceNanos", nanos(finished.sourceDuration()));
    }

    private static JobUpdate completed(ResultSummary result) {
        return to("status = 'completed', error_code = null, error_detail = null,"
                        + " result_bytes = :bytes, result_nanos = :nanos, result_bitrate = :bitrate,"
                        + " result_sample_rate = :sampleRate, result_channels = :channels,"
                        + " result_encoder = :encoder, result_decoder = :decoder, result_sha256 = :sha256,"
                        + " result_warnings = :warnings, result_facts = :facts" + TIMES)
                .with("bytes", result.bytes())
                .with("nanos", result.duration().toNanos())
                .with("bitrate", result.bitrate())
                .with("sampleRate", result.sampleRate())
                .with("channels", result.channels())
                .with("encoder", result.encoder().text())
                .with("decoder", result.decoder().orElse(null))
                .with("sha256", result.sha256())
                .with("warnings", result.warnings().isEmpty() ? null : Warning.toLines(result.warnings()))
                .with("facts", facts(result));
    }

    private static @Nullable String facts(ResultSummary result) {
        Map<String, Object> members = SoundFactsJson.members(result.facts());
        return members.isEmpty() ? null : Json.text(Json.of(members));
    }

    private static @Nullable Long nanos(Optional<Duration> duration) {
        return duration.map(Duration::toNanos).orElse(null);
    }

    /** Returns the job after the change; empty if the condition did not hold. */
    Optional<Job> apply(Handle handle, JobId id, long revision) {
        int changed = handle.createUpdate("update gateway_job set revision ="
                        + " case when revision >= :revision then revision + 1 else :revision end, " + columns
                        + " where job_id = :id and " + condition)
                .bindMap(values)
                .bind("revision", revision)
                .bind("id", id.value())
                .execute();
        return changed == 0 ? Optional.empty() : Jobs.find(handle, id);
    }
}
