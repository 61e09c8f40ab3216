package org.soundlift.app;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.soundlift.core.service.CheckResult;
import org.soundlift.core.service.Service;

/** The database of this process: the one that is set, or SQLite in the data folder. */
record Database(HikariDataSource source) implements Service {
    private static final int PATIENCE_SECONDS = 3;

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
