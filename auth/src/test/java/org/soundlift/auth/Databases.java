package org.soundlift.auth;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.DockerMySql;
import org.soundlift.core.support.PrivateMariaDb;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Databases for tests. */
public final class Databases {
    private Databases() {}

    /** A new SQLite database in that folder, set up as the service does it. */
    public static DataSource sqlite(Path folder) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(10_000);
        SQLiteDataSource database = new SQLiteDataSource(config);
        database.setUrl("jdbc:sqlite:" + folder.resolve("auth.db"));
        return database;
    }

    /** A new MariaDB database. */
    public static DataSource mariaDb() throws Exception {
        return new MariaDbDataSource(PrivateMariaDb.shared().newDatabase());
    }

    /** A new MySQL database; skips the test where there can be none. */
    public static DataSource mySql() throws Exception {
        return new MariaDbDataSource(DockerMySql.shared().newDatabase());
    }
}
