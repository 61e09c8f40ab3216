package org.soundlift.app.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
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
     * The contents of the backup.
     *
     * @param lost jobs whose result, or whose video where it is still to be converted, is nowhere
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
        Map<String, String> schemas = schemas();
        Backup backup = new Backup(folder);
        backup.begin();
        try (FileChannel _ = backup.lock()) {
            Instant began = Instant.now();
            Map<String, Long> rows = rows(backup, schemas.keySet());
            Map<String, String> files = new TreeMap<>();
            for (String table : rows.keySet()) {
                note(backup, backup.rows(table), files);
            }
            List<MediaList.Entry> media = new ArrayList<>();
            List<String> lost = store.isPresent() ? media(backup, began, media) : List.of();
            if (store.isPresent()) {
                note(backup, backup.mediaList(), files);
            }
            if (webhookSecret.isPresent()) {
                backup.keep(webhookSecret.get());
                note(backup, backup.webhookSecret(), files);
            }
            backup.complete(Manifest.complete(schemas, files));
            return new Summary(
                    rows.getOrDefault("auth_account", 0L),
                    rows.getOrDefault("gateway_job", 0L),
                    media.size(),
                    media.stream().mapToLong(MediaList.Entry::bytes).sum(),
                    lost);
        }
    }

    /**
     * Copies the media, and lists them.
     *
     * @param media gets what the folder holds: of jobs that are kept, also what only an earlier copy has
     * @return the jobs whose media neither the store nor the folder has
     */
    private List<String> media(Backup backup, Instant began, List<MediaList.Entry> media)
            throws IOException, SQLException, InterruptedException {
        Map<MediaId, MediaList.Entry> known =
                backup.mediaOfBefore().stream().collect(Collectors.toMap(MediaList.Entry::id, Function.identity()));
        MediaCopy copy = new MediaCopy(store.orElseThrow(), backup.media(), progress);
        media.addAll(copy.out(known));
        Set<MediaId> there = media.stream().map(MediaList.Entry::id).collect(Collectors.toCollection(HashSet::new));
        List<String> lost = new ArrayList<>();
        if (TableSet.GATEWAY.version(database.source()).isPresent()) {
            for (KeptJob job : KeptJob.all(database.source())) {
                job.media()
                        .map(known::get)
                        .filter(entry -> entry != null && !there.contains(entry.id()) && copy.has(entry))
                        .forEach(entry -> {
                            media.add(entry);
                            there.add(entry.id());
                        });
                if (job.isOlderThan(began)
                        && job.needed().filter(id -> !there.contains(id)).isPresent()) {
                    lost.add(job.id());
                }
            }
        }
        copy.removeAllBut(there);
        MediaList.write(backup.mediaList(), media);
        return lost;
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
}
