package org.soundlift.app;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** The database of this process: the one that is set, or SQLite in the data folder. */
final class Database {
    private Database() {}

    /** @throws SettingsException if the database can't be used as it is set */
    static HikariDataSource open(Settings settings, DataFolder data) throws SQLException {
        return settings.get(Settings.DATABASE_URL).isPresent()
                ? ServerDatabase.open(
                        settings.get(Settings.DATABASE_URL).get(),
                        settings.get(Settings.DATABASE_USER),
                        settings.get(Settings.DATABASE_PASSWORD))
                : SqliteDatabase.open(data.resolve("soundlift.db"));
    }
}
