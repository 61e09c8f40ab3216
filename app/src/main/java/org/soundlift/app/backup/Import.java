package org.soundlift.app.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.app.wiring.Database;
import org.soundlift.core.media.MediaStore;
import org.soundlift.gateway.ledger.Workload;

/**
 * Makes an installation from a backup, on any kind of database and store. If it is interrupted it can be run again: media that are
 * there stay, and rows are there all or none.
 *
 * @param store empty: the media stay where they are
 */
public record Import(Database database, Optional<MediaStore> store, Secrets secrets, Progress progress) {
    /**
     * The contents of the new installation.
     *
     * @param media empty if the backup is of tables alone
     * @param ordered jobs that were not done, and wait for a converter now
     * @param webhookSecret the file of the secret that the service of before had made, if the operator has to set it
     */
    public record Summary(List<String> services, Optional<Integer> media, int ordered, Optional<Path> webhookSecret) {}

    /** Takes the secret that a service has made over for another service. */
    @FunctionalInterface
    public interface Secrets {
        /** Returns false if the operator has to do it. */
        boolean adopt(Path secret) throws IOException;
    }

    /**
     * Makes it.
     *
     * @throws SettingsException if the folder holds no whole backup, or the database is not empty or in use
     */
    public Summary read(Path folder) throws Exception {
        Backup backup = new Backup(folder);
        Manifest manifest = backup.read();
        List<TableSet> all = manifest.tables().toList();
        for (TableSet tables : all) {
            requireRoom(tables, manifest);
        }
        Optional<Integer> media = Optional.empty();
        Optional<Path> secret = Optional.of(backup.webhookSecret()).filter(file -> backup.has(manifest, file));
        boolean adopted = secret.isEmpty() || secrets.adopt(secret.get());
        if (store.isPresent() && backup.has(manifest, backup.mediaList())) {
            List<MediaList.Entry> entries = MediaList.read(backup.mediaList());
            new MediaCopy(store.get(), backup.media(), progress).in(entries);
            media = Optional.of(entries.size());
        }
        database.alone(() -> tables(backup, manifest, all));
        int ordered = all.contains(TableSet.GATEWAY) ? new Workload(Jdbi.create(database.source())).orderAll() : 0;
        return new Summary(
                all.stream().map(TableSet::key).toList(), media, ordered, adopted ? Optional.empty() : secret);
    }

    private void requireRoom(TableSet tables, Manifest manifest) throws SQLException {
        String needed = manifest.version(tables).orElseThrow();
        if (!tables.knows(database.source(), needed)) {
            throw new SettingsException("The backup was made by Soundlift " + manifest.madeBy()
                    + ", whose tables are newer than this program. Use that version or a newer one.");
        }
        Optional<String> present = tables.version(database.source());
        if (present.isEmpty()) {
            return;
        }
        try (Connection connection = database.source().getConnection()) {
            for (TableRows table : tables.existing(connection)) {
                if (table.isFilled(connection)) {
                    throw new SettingsException(
                            "The database has rows in table " + table.name()
                                    + " already. If that was an import of this backup that was interrupted, start the service: it goes on"
                                    + " by itself. Else import into an empty database or, without a server, a new data folder.");
                }
            }
            requireIdle(connection, tables);
        }
        if (Integer.parseInt(present.get()) > Integer.parseInt(needed)) {
            throw new SettingsException("The tables of the database are newer than those of the backup."
                    + " Import into a database without tables; they are brought up to date after that.");
        }
    }

    /** A service would take media without rows for leftovers. */
    private static void requireIdle(Connection connection, TableSet tables) throws SQLException {
        if (!tables.equals(TableSet.GATEWAY)) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet lease = statement.executeQuery("select 1 from gateway_lease where ends_at > "
                        + Instant.now().toEpochMilli())) {
            if (lease.next()) {
                throw new SettingsException("A service uses the database. End it, and import then.");
            }
        }
    }

    private void tables(Backup backup, Manifest manifest, List<TableSet> all) throws SQLException, IOException {
        for (TableSet tables : all) {
            tables.migrate(database.source(), manifest.version(tables).orElseThrow());
        }
        try (Connection connection = database.source().getConnection()) {
            connection.setAutoCommit(false);
            for (TableSet tables : all) {
                for (String table : tables.copied()) {
                    if (backup.has(manifest, backup.rows(table))) {
                        new TableRows(table).read(connection, backup.rows(table));
                    }
                }
            }
            if (all.contains(TableSet.GATEWAY)) {
                waitForConverters(connection);
            }
            connection.commit();
        }
        for (TableSet tables : all) {
            tables.migrate(database.source());
        }
    }

    /** The converters that worked on them are elsewhere. */
    private static void waitForConverters(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "update gateway_job set status = 'queued', started_at = null where status = 'processing'");
        }
    }
}
