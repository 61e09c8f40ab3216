package org.soundlift.app.wiring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;
import org.soundlift.core.service.UnreachableException;

/**
 * The database of this process: the one that is set, or SQLite in the data folder.
 *
 * @param pool opens its first connection at the start
 */
public record Database(HikariDataSource pool) implements Service {
    private static final int PATIENCE_SECONDS = 3;
    private static final int LOCK_SECONDS = 120;

    /** Returns true if there is one: a server, or a file of an earlier start. */
    public static boolean isBegun(Settings settings, DataFolder data) {
        return settings.get(MessagingSettings.DATABASE_URL).isPresent() || Files.exists(data.resolve("soundlift.db"));
    }

    public static Database of(Settings settings, DataFolder data) {
        return new Database(settings.get(MessagingSettings.DATABASE_URL)
                .map(url -> ServerDatabase.pool(
                        url,
                        settings.get(MessagingSettings.DATABASE_USER),
                        settings.get(MessagingSettings.DATABASE_PASSWORD)))
                .orElseGet(() -> SqliteDatabase.pool(data.resolve("soundlift.db"))));
    }

    public DataSource source() {
        return pool;
    }

    private boolean isServer() {
        return !pool.getPoolName().equals(SqliteDatabase.NAME);
    }

    @Override
    public String name() {
        return "database " + pool.getPoolName();
    }

    /**
     * @throws SettingsException if the database can't be used as it is set
     * @throws UnreachableException if its server does not answer
     */
    @Override
    public void start() throws SQLException, UnreachableException {
        try (Connection connection = firstConnection()) {
            if (isServer()) {
                ServerDatabase.compareToTheLetter(connection);
            }
        }
    }

    private Connection firstConnection() throws UnreachableException {
        try {
            return pool.getConnection();
        } catch (SQLException | PoolInitializationException e) {
            if (isServer()) {
                throw ServerDatabase.unusable(e);
            }
            throw new SettingsException(
                    "The database in the data folder can't be opened: " + e.getMessage() + ". See: soundlift doctor");
        }
    }

    /** Reads tables. */
    @FunctionalInterface
    public interface Reading {
        void run(Connection connection) throws SQLException, IOException;
    }

    /** Reads what the database holds at one moment, whatever others write meanwhile; they don't wait for it. */
    public void readAtOneMoment(Reading reading) throws SQLException, IOException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            if (isServer()) {
                statement.execute("set transaction isolation level repeatable read");
            }
            statement.execute(isServer() ? "start transaction with consistent snapshot, read only" : "begin deferred");
            try {
                reading.run(connection);
            } finally {
                statement.execute("commit");
            }
        }
    }

    /** A change of tables. */
    @FunctionalInterface
    public interface Migration {
        void run() throws Exception;
    }

    /**
     * Runs a migration of tables while no other process runs one: replicas that start at the same moment would else get in
     * each other's way. A server has a lock for it, which ends with the connection; SQLite has one of its own.
     */
    public void alone(Migration migration) throws Exception {
        if (!isServer()) {
            migration.run();
            return;
        }
        try (Connection connection = pool.getConnection();
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
    public CheckResult check() {
        if (!pool.isRunning()) {
            return CheckResult.STARTING;
        }
        try (Connection connection = pool.getConnection()) {
            return connection.isValid(PATIENCE_SECONDS)
                    ? CheckResult.OK
                    : new CheckResult.Failing("the database does not answer");
        } catch (SQLException e) {
            return new CheckResult.Failing("the database does not answer: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
