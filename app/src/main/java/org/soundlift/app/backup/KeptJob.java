package org.soundlift.app.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.soundlift.core.media.MediaId;

/**
 * A job whose media are kept, as all versions of its table tell of it.
 *
 * @param needed the media that it must have; empty while its video is still to be fetched
 * @param changedAt its end, or the time at which it was ordered, milliseconds since 1970
 */
record KeptJob(String id, Optional<MediaId> needed, long changedAt) {
    /** Returns all but those whose media are gone: expired ones, and those that have ended without a result. */
    static List<KeptJob> all(DataSource database) throws SQLException {
        List<KeptJob> all = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from gateway_job where expired = 0 and status in"
                        + " ('completed', 'queued', 'processing')")) {
            List<String> columns = TableRows.columns(row.getMetaData());
            while (row.next()) {
                all.add(read(row, columns));
            }
        }
        return all;
    }

    private static KeptJob read(ResultSet row, List<String> columns) throws SQLException {
        String id = row.getString("job_id");
        long end = row.getLong("finished_at");
        long changedAt = end == 0 ? row.getLong("queued_at") : end;
        if (row.getString("status").equals("completed")) {
            return new KeptJob(id, Optional.of(new MediaId(MediaId.Kind.MP3S, id)), changedAt);
        }
        if (text(row, columns, "fetch_url").isPresent()) {
            return new KeptJob(id, Optional.empty(), changedAt);
        }
        String video = text(row, columns, "source_job").orElse(id);
        return new KeptJob(id, Optional.of(new MediaId(MediaId.Kind.VIDEOS, video)), changedAt);
    }

    /** Earlier versions don't have all columns. */
    private static Optional<String> text(ResultSet row, List<String> columns, String name) throws SQLException {
        return columns.contains(name) ? Optional.ofNullable(row.getString(name)) : Optional.empty();
    }

    boolean isOlderThan(Instant moment) {
        return changedAt < moment.toEpochMilli();
    }

    /** Returns all media that it may have. */
    Stream<MediaId> media() {
        return Stream.of(MediaId.Kind.values()).map(kind -> new MediaId(kind, id));
    }
}
