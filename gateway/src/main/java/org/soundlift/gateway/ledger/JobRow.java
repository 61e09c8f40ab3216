package org.soundlift.gateway.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.job.WebUrl;
import org.soundlift.core.media.ResultEncoder;
import org.soundlift.core.media.ResultSummary;
import org.soundlift.core.media.SoundFacts;
import org.soundlift.core.media.SoundFactsJson;
import org.soundlift.core.media.Warning;
import org.soundlift.core.options.AudioOption;
import org.soundlift.core.options.AudioOptions;
import org.soundlift.core.options.AudioOptionsJson;
import org.soundlift.core.trace.TraceContext;
import org.soundlift.http.Json;

/** A job as a row of table {@code gateway_job}, and back. */
final class JobRow {
    private JobRow() {}

    static Job read(ResultSet row) throws SQLException {
        return new Job(
                new JobId(row.getString("job_id")),
                OwnerColumn.read(row.getString("owner"), row.getString("username")),
                new Job.Video(
                        row.getString("filename"),
                        row.getLong("source_bytes"),
                        number(row, "source_nanos").map(Duration::ofNanos),
                        Optional.ofNullable(row.getString("source_job")).map(JobId::new),
                        original(row),
                        fetch(row)),
                new Job.Order(
                        options(row),
                        Optional.ofNullable(row.getString("callback_url")).map(CallbackUrl::new),
                        Optional.ofNullable(row.getString("traceparent")).flatMap(TraceContext::parse)),
                state(row),
                new Job.Times(
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("queued_at")),
                        number(row, "started_at").map(Instant::ofEpochMilli),
                        number(row, "finished_at").map(Instant::ofEpochMilli)));
    }

    private static Optional<Job.Original> original(ResultSet row) throws SQLException {
        Optional<Double> seconds = number(row, "original_millis").map(millis -> millis / 1e3);
        Optional<Double> start = number(row, "original_start").map(millis -> millis / 1e3);
        return number(row, "original_bytes").map(bytes -> new Job.Original(bytes, seconds, start));
    }

    private static Optional<Job.Fetch> fetch(ResultSet row) throws SQLException {
        long bytes = row.getLong("fetched_bytes");
        int tries = row.getInt("fetches");
        return Optional.ofNullable(row.getString("fetch_url")).map(url -> new Job.Fetch(new WebUrl(url), bytes, tries));
    }

    private static Job.State state(ResultSet row) throws SQLException {
        return new Job.State(
                JobStatus.fromWireName(row.getString("status")),
                row.getInt("attempt"),
                row.getLong("revision"),
                row.getInt("expired") == 1,
                result(row),
                failure(row));
    }

    /** Before there was a column for all of them, some had columns of their own. */
    private static AudioOptions options(ResultSet row) throws SQLException {
        String all = row.getString("options");
        if (all != null) {
            return AudioOptionsJson.read(Json.members(all));
        }
        Map<String, Object> some = new LinkedHashMap<>();
        number(row, "quality").ifPresent(quality -> some.put(AudioOption.QUALITY.text(), quality));
        number(row, "bitrate").ifPresent(bitrate -> some.put(AudioOption.BITRATE.text(), bitrate));
        Optional.ofNullable(row.getString("channels")).ifPresent(c -> some.put(AudioOption.CHANNELS.text(), c));
        some.put(AudioOption.ALLOW_INCOMPLETE.text(), row.getInt("allow_incomplete") == 1);
        return AudioOptionsJson.read(some);
    }

    private static Optional<ResultSummary> result(ResultSet row) throws SQLException {
        Optional<Long> bytes = number(row, "result_bytes");
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(new ResultSummary(
                        bytes.get(),
                        Duration.ofNanos(row.getLong("result_nanos")),
                        row.getInt("result_bitrate"),
                        row.getInt("result_sample_rate"),
                        row.getInt("result_channels"),
                        ResultEncoder.of(row.getString("result_encoder")),
                        Optional.ofNullable(row.getString("result_decoder")),
                        row.getString("result_sha256"),
                        Warning.fromLines(Objects.requireNonNullElse(row.getString("result_warnings"), "")),
                        facts(row)));
    }

    private static SoundFacts facts(ResultSet row) throws SQLException {
        String facts = row.getString("result_facts");
        return facts == null ? SoundFacts.NONE : SoundFactsJson.read(Json.members(facts));
    }

    private static Optional<Failure> failure(ResultSet row) throws SQLException {
        String code = row.getString("error_code");
        return code == null
                ? Optional.empty()
                : Optional.of(new Failure(FailureCode.valueOf(code), row.getString("error_detail")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    static void insert(Handle handle, Job job) {
        Map<String, @Nullable Object> columns = columnsOf(job);
        String names = String.join(", ", columns.keySet());
        String values = columns.keySet().stream().map(name -> ":" + name).collect(Collectors.joining(", "));
        handle.createUpdate("insert into gateway_job (" + names + ") values (" + values + ")")
                .bindMap(columns)
                .execute();
    }

    private static Map<String, @Nullable Object> columnsOf(Job job) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("job_id", job.id().value());
        columns.put("owner", job.owner().id());
        columns.put("username", job.owner().username());
        columns.put("status", job.status().wireName());
        columns.put("attempt", job.attempt());
        columns.put("revision", job.revision());
        columns.put("filename", job.video().filename());
        columns.put("source_bytes", job.video().bytes());
        columns.put(
                "source_nanos", job.video().duration().map(Duration::toNanos).orElse(null));
        Optional<Job.Original> original = job.video().original();
        columns.put("original_bytes", original.map(Job.Original::bytes).orElse(null));
        columns.put("original_millis", millis(original.flatMap(Job.Original::seconds)));
        columns.put("original_start", millis(original.flatMap(Job.Original::start)));
        job.video().fetch().ifPresent(fetch -> {
            columns.put("fetch_url", fetch.url().value());
            columns.put("fetched_bytes", fetch.bytes());
            columns.put("fetches_until", 0);
        });
        columns.put("source_job", job.video().source().map(JobId::value).orElse(null));
        columns.put(
                "options",
                Json.text(Json.of(AudioOptionsJson.members(job.order().options()))));
        columns.put(
                "callback_url", job.order().callback().map(CallbackUrl::value).orElse(null));
        columns.put(
                "traceparent",
                job.order().trace().map(TraceContext::traceparent).orElse(null));
        columns.put("created_at", job.times().createdAt().toEpochMilli());
        columns.put("queued_at", job.times().queuedAt().toEpochMilli());
        columns.put("expired", 0);
        return columns;
    }

    static @Nullable Long millis(Optional<Double> seconds) {
        return seconds.map(s -> Math.round(s * 1e3)).orElse(null);
    }

    /** Keeps a job from expiring until the transaction ends. Returns false if it has expired, or if there is none. */
    static boolean hold(Handle handle, JobId id) {
        handle.createUpdate("update gateway_job set expired = expired where job_id = :id")
                .bind("id", id.value())
                .execute();
        return handle.createQuery("select count(*) from gateway_job where job_id = :id and expired = 0")
                        .bind("id", id.value())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Returns true if there was such a job. */
    static boolean delete(Handle handle, JobId id) {
        int deleted = handle.createUpdate("delete from gateway_job where job_id = :id")
                .bind("id", id.value())
                .execute();
        return deleted == 1;
    }
}
