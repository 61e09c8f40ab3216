package org.soundlift.app;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.mariadb.jdbc.MariaDbDataSource;

/** A database on a server: MariaDB or MySQL. */
final class ServerDatabase {
    private static final int CONNECTIONS = 16;
    private static final long PATIENCE_MS = 30_000;
    /** Who asks while the database is away is told so in time. */
    private static final long CONNECTION_TIMEOUT_MS = 5_000;

    private static final String COLLATION = "utf8mb4_bin";

    private ServerDatabase() {}

    /**
     * A pool of connections.
     *
     * @throws SettingsException if nothing can be reached there
     */
    static HikariDataSource open(String url, Optional<String> user, Optional<String> password) throws SQLException {
        // One driver speaks with both; jdbc:mysql is what MySQL's own tools call the address.
        MariaDbDataSource source = new MariaDbDataSource(url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"));
        HikariConfig pool = new HikariConfig();
        pool.setPoolName(url.startsWith("jdbc:mysql:") ? "mysql" : "mariadb");
        pool.setDataSource(source);
        user.ifPresent(pool::setUsername);
        password.ifPresent(pool::setPassword);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        pool.setInitializationFailTimeout(PATIENCE_MS); // A server may start at the same time as we do.
        HikariDataSource database;
        try {
            database = new HikariDataSource(pool);
        } catch (PoolInitializationException e) {
            throw new SettingsException("The database at " + Settings.DATABASE_URL.variable() + " can't be used: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage()
                    + ". Check host, user and password; if the server has no certificate, put ?sslMode=disable at the end"
                    + " of the address.");
        }
        compareToTheLetter(database);
        return database;
    }

    /** Ids, keys and names must not be equal because they only differ in case; that is what servers do by default. */
    private static void compareToTheLetter(HikariDataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select @@collation_database, database()")) {
            row.next();
            String name = row.getString(2);
            if (!row.getString(1).equals(COLLATION)) {
                statement.execute(
                        "alter database `" + name.replace("`", "``") + "` character set utf8mb4 collate " + COLLATION);
            }
        }
    }
}
