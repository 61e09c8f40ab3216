package org.soundlift.app;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** The database of this process: the one that is set, or SQLite in the data folder. */
record Database(HikariDataSource source) implements Service {
    private static final int PATIENCE_SECONDS = 3;
    private static final int LOCK_SECONDS = 120;

    /** Whether there is one: a server, or what an earlier start has left in the folder. */
    static boolean isBegun(Settings settings, DataFolder data) {
        return settings.get(Settings.DATABASE_URL).isPresent() || Files.exists(data.resolve("soundlift.db"));
    }

    /** @throws SettingsException if the database can't be used as it is set */
    static Database open(Settings settings, DataFolder data) throws SQLException {
        return new Database(
                settings.get(Settings.DATABASE_URL).isPresent()
                        ? ServerDatabase.open(
                                settings.get(Settings.DATABASE_URL).get(),
                                settings.get(Settings.DATABASE_USER),
                                settings.get(Settings.DATABASE_PASSWORD))
                        : SqliteDatabase.open(data.resolve("soundlift.db")));
    }

    /** Something that changes tables. */
    @FunctionalInterface
    interface Migration {
        void run() throws Exception;
    }

    /**
     * Does something that migrates tables while no other process does: replicas that start at the same moment would else
     * get in each other's way. On a server that is a lock of the server's, which ends with the connection; SQLite has one of
     * its own.
     */
    void alone(Migration migration) throws Exception {
        if (source.getPoolName().equals(SqliteDatabase.NAME)) {
            migration.run();
            return;
        }
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            String lock = "concat('soundlift ', database())";
            try (ResultSet row = statement.executeQuery("select get_lock(" + lock + ", " + LOCK_SECONDS + ")")) {
                row.next();
                if (row.getInt(1) != 1) {
                    throw new SettingsException("Another Soundlift has been changing the tables for " + LOCK_SECONDS
                            + " s. Look at what it does, and try again.");
                }
            }
            try {
                migration.run();
            } finally {
                statement.execute("do release_lock(" + lock + ")");
            }
        }
    }

    @Override
    public String name() {
        return "database " + source.getPoolName();
    }

    /** It is open already: what it is made of must be known before the services that use it. */
    @Override
    public void start() {}

    @Override
    public CheckResult check() {
        try (Connection connection = source.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS)
                    ? CheckResult.OK
                    : new CheckResult.Failing("the database does not answer");
        } catch (SQLException e) {
            return new CheckResult.Failing("the database does not answer: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
