package org.soundlift.app.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.wiring.Database;
import org.soundlift.core.media.MediaId;
import org.soundlift.core.media.MediaStore;

/**
 * Writes a backup, also while the service runs. All rows are of one moment; media are copied after it, and those of jobs that are
 * deleted meanwhile are left out.
 *
 * @param store empty: the media stay where they are
 */
public record Export(Database database, Optional<MediaStore> store, Progress progress) {
    /**
     * What was written.
     *
     * @param lost results that the store should have, and has not
     */
    public record Summary(long accounts, long jobs, int media, long bytes, List<String> lost) {}

    /**
     * Writes it.
     *
     * @param webhookSecret the file of the secret that the service has made, if there is one
     * @throws SettingsException if the folder holds something else, or the database has no tables
     */
    public Summary write(Path folder, Optional<Path> webhookSecret)
            throws IOException, SQLException, InterruptedException {
        Instant began = Instant.now();
        Map<String, String> schemas = schemas();
        Backup backup = new Backup(folder);
        backup.begin();
        Map<String, Long> rows = rows(backup, schemas.keySet());
        Map<String, String> files = new TreeMap<>();
        for (String table : rows.keySet()) {
            note(backup, backup.rows(table), files);
        }
        List<MediaList.Entry> media = List.of();
        if (store.isPresent()) {
            media = new MediaCopy(store.get(), backup.media(), progress).out(backup.mediaOfBefore());
            MediaList.write(backup.mediaList(), media);
            note(backup, backup.mediaList(), files);
        }
        if (webhookSecret.isPresent()) {
            backup.keep(webhookSecret.get());
        }
        backup.complete(Manifest.complete(schemas, files));
        return new Summary(
                rows.getOrDefault("auth_account", 0L),
                rows.getOrDefault("gateway_job", 0L),
                media.size(),
                media.stream().mapToLong(MediaList.Entry::bytes).sum(),
                store.isPresent() ? lost(media, began) : List.of());
    }

    /** Writes all rows of one moment; returns their number in each table. */
    private Map<String, Long> rows(Backup backup, Set<String> services) throws IOException, SQLException {
        Map<String, Long> rows = new TreeMap<>();
        database.readAtOneMoment(connection -> {
            for (TableSet tables : TableSet.ALL) {
                if (services.contains(tables.key())) {
                    for (TableRows table : tables.existing(connection)) {
                        rows.put(table.name(), table.write(connection, backup.rows(table.name())));
                    }
                }
            }
        });
        return rows;
    }

    private static void note(Backup backup, Path file, Map<String, String> files) throws IOException {
        String name = backup.name(file);
        files.put(name, backup.sha256(name).orElseThrow());
    }

    private Map<String, String> schemas() {
        Map<String, String> schemas = new TreeMap<>();
        for (TableSet tables : TableSet.ALL) {
            tables.version(database.source()).ifPresent(version -> schemas.put(tables.key(), version));
        }
        if (schemas.isEmpty()) {
            throw new SettingsException(
                    "The database has no tables of Soundlift. Name that of the service, with the settings of the service.");
        }
        return schemas;
    }

    /** Returns jobs that were completed before the export began, still are, and whose results it has not found. */
    private List<String> lost(List<MediaList.Entry> media, Instant began) throws SQLException {
        Set<String> results = new HashSet<>();
        for (MediaList.Entry entry : media) {
            if (entry.id().kind() == MediaId.Kind.MP3S) {
                results.add(entry.id().value());
            }
        }
        List<String> lost = new ArrayList<>();
        if (TableSet.GATEWAY.version(database.source()).isPresent()) {
            try (Connection connection = database.source().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select job_id from gateway_job where status = 'completed'"
                            + " and expired = 0 and finished_at < " + began.toEpochMilli())) {
                while (row.next()) {
                    if (!results.contains(row.getString(1))) {
                        lost.add(row.getString(1));
                    }
                }
            }
        }
        return lost;
    }
}
