package org.soundlift.gateway.jobs;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.soundlift.core.job.CallbackUrl;
import org.soundlift.core.job.Failure;
import org.soundlift.core.job.FailureCode;
import org.soundlift.core.job.JobId;
import org.soundlift.core.job.JobStatus;
import org.soundlift.core.media.AudioOptions;
import org.soundlift.core.media.AudioOptions.Channels;
import org.soundlift.core.media.AudioOptions.ConstantRate;
import org.soundlift.core.media.AudioOptions.VariableRate;
import org.soundlift.core.media.Mp3Encoder;
import org.soundlift.core.media.Mp3Summary;

/** A job as a row of table {@code gateway_job}, and back. */
final class JobRow {
    private JobRow() {}

    static Job read(ResultSet row) throws SQLException {
        return new Job(
                new JobId(row.getString("job_id")),
                new Owner(row.getString("owner"), row.getString("username")),
                JobStatus.fromWireName(row.getString("status")),
                row.getInt("attempt"),
                row.getLong("revision"),
                new Job.Source(
                        row.getString("filename"),
                        row.getLong("source_bytes"),
                        number(row, "source_nanos").map(Duration::ofNanos)),
                options(row),
                Optional.ofNullable(row.getString("callback_url")).map(CallbackUrl::new),
                new Job.Times(
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("queued_at")),
                        number(row, "started_at").map(Instant::ofEpochMilli),
                        number(row, "finished_at").map(Instant::ofEpochMilli)),
                row.getInt("expired") == 1,
                result(row),
                failure(row));
    }

    private static AudioOptions options(ResultSet row) throws SQLException {
        Optional<Long> bitrate = number(row, "bitrate");
        AudioOptions.Rate rate = bitrate.isPresent()
                ? new ConstantRate(bitrate.get().intValue())
                : new VariableRate(row.getInt("quality"));
        Optional<Channels> channels = Optional.ofNullable(row.getString("channels"))
                .map(name -> Channels.valueOf(name.toUpperCase(Locale.ROOT)));
        return new AudioOptions(rate, channels);
    }

    private static Optional<Mp3Summary> result(ResultSet row) throws SQLException {
        Optional<Long> bytes = number(row, "result_bytes");
        return bytes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mp3Summary(
                        bytes.get(),
                        Duration.ofNanos(row.getLong("result_nanos")),
                        row.getInt("result_bitrate"),
                        row.getInt("result_sample_rate"),
                        row.getInt("result_channels"),
                        Mp3Encoder.of(row.getString("result_encoder")),
                        Optional.ofNullable(row.getString("result_decoder")),
                        row.getString("result_sha256")));
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

    /** The columns of a new job. */
    static Map<String, @Nullable Object> columnsOf(Job job) {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("job_id", job.id().value());
        columns.put("owner", job.owner().id());
        columns.put("username", job.owner().username());
        columns.put("status", job.status().wireName());
        columns.put("attempt", job.attempt());
        columns.put("revision", job.revision());
        columns.put("filename", job.source().filename());
        columns.put("source_bytes", job.source().bytes());
        columns.put("quality", job.options().rate() instanceof VariableRate rate ? rate.quality() : null);
        columns.put("bitrate", job.options().rate() instanceof ConstantRate rate ? rate.kbitPerSecond() : null);
        columns.put(
                "channels",
                job.options()
                        .channels()
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .orElse(null));
        columns.put("callback_url", job.callback().map(CallbackUrl::value).orElse(null));
        columns.put("created_at", job.times().createdAt().toEpochMilli());
        columns.put("queued_at", job.times().queuedAt().toEpochMilli());
        columns.put("expired", 0);
        return columns;
    }
}
