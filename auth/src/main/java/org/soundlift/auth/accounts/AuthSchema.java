package org.soundlift.auth.accounts;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of the auth service. */
public final class AuthSchema {
    private AuthSchema() {}

    /** Brings the tables to the version that this program needs. */
    public static void migrate(DataSource database) {
        flyway(database).migrate();
    }

    /** Returns the number of steps that a start would take; changes nothing. */
    public static int pending(DataSource database) {
        return flyway(database).info().pending().length;
    }

    private static Flyway flyway(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:org/soundlift/auth/accounts/migration")
                .table("auth_schema_history")
                .baselineOnMigrate(true) // Other services may keep their tables in the same database.
                .baselineVersion("0")
                .load();
    }
}
