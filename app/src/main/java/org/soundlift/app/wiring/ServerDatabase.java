package org.soundlift.app.wiring;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.SettingsException;
import org.soundlift.core.service.UnreachableException;

/** A database on a server: MariaDB or MySQL. */
public final class ServerDatabase {
    private static final int CONNECTIONS = 16;
    /** A request while the database is away fails in time. */
    private static final long CONNECTION_TIMEOUT_MS = 5_000;

    private static final String COLLATION = "utf8mb4_bin";

    private ServerDatabase() {}

    /** Returns a pool of connections, which opens none yet. */
    static HikariDataSource pool(String url, Optional<String> user, Optional<String> password) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(url.startsWith("jdbc:mysql:") ? "mysql" : "mariadb");
        pool.setDataSource(driver(url));
        user.ifPresent(pool::setUsername);
        password.ifPresent(pool::setPassword);
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(CONNECTION_TIMEOUT_MS);
        pool.setInitializationFailTimeout(CONNECTION_TIMEOUT_MS);
        return pool;
    }

    /** One driver speaks with both; jdbc:mysql is the form of MySQL's own tools. */
    private static DataSource driver(String url) {
        try {
            return new MariaDbDataSource(url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:"));
        } catch (SQLException e) {
            throw new SettingsException(
                    MessagingSettings.DATABASE_URL.variable() + " can't be understood: " + e.getMessage());
        }
    }

    private static Optional<SQLException> sqlFailure(Exception e) {
        return Stream.of(e, e.getCause())
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    /**
     * Returns the failure to connect, for the operator.
     *
     * @throws UnreachableException if the server does not answer (SQLSTATE class 08, ISO/IEC 9075-2 §24.1)
     */
    static SettingsException unusable(Exception e) throws UnreachableException {
        String words = "The database at " + MessagingSettings.DATABASE_URL.variable() + " can't be used: "
                + (e.getCause() == null ? e : e.getCause()).getMessage()
                + ". Check host, user and password; if the server has no certificate, put ?sslMode=disable at the end"
                + " of the URL.";
        if (sqlFailure(e)
                .map(SQLException::getSQLState)
                .filter(state -> state.startsWith("08"))
                .isPresent()) {
            throw new UnreachableException(words, e);
        }
        return new SettingsException(words);
    }

    /** Ids, keys and names must not be equal because they only differ in case; that is what servers do by default. */
    static void compareToTheLetter(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
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
