package org.soundlift.app.wiring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The embedded database. */
public final class SqliteDatabase {
    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int CONNECTIONS = 8;
    public static final String NAME = "sqlite";

    private SqliteDatabase() {}

    /**
     * Makes room for threads that wait for the write lock. They wait in native code, where a virtual thread keeps its carrier: with
     * fewer carriers than connections, all of these could wait for a thread that gets none. For the beginning of a program; a number
     * that was set stays.
     */
    public static void letThreadsWait() {
        int carriers = CONNECTIONS + Runtime.getRuntime().availableProcessors();
        System.getProperties().putIfAbsent("jdk.virtualThreadScheduler.parallelism", String.valueOf(carriers));
    }

    /** Makes a database in {@code file}, writes into it and reads it back. */
    public static void tryOut(Path file) throws SQLException {
        try (HikariDataSource pool = pool(file);
                Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table trial (number integer)");
            statement.execute("insert into trial values (1)");
            try (ResultSet row = statement.executeQuery("select number from trial")) {
                if (!row.next()) {
                    throw new SQLException("what was written is not there");
                }
            }
        } catch (PoolInitializationException e) {
            throw new SQLException(e.getMessage(), e);
        }
    }

    /**
     * Returns a pool of connections to the database in {@code file}, which opens none yet.
     *
     * <p>What is committed survives {@code kill -9} and power cuts: that needs {@code synchronous=FULL}. The
     * write-ahead log lets readers go on beside the one writer; a transaction that may write takes the write lock at
     * once, for SQLite can't wait for it later without a risk of deadlock.
     */
    static HikariDataSource pool(Path file) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        sqlite.setBusyTimeout(BUSY_TIMEOUT_MS);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(NAME);
        pool.setDataSource(source);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        return pool;
    }
}
