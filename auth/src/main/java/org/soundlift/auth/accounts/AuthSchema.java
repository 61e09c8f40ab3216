package org.soundlift.auth.accounts;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables of the auth service. */
public final class AuthSchema {
    private AuthSchema() {}

    /** Brings the tables to the version that this program needs. */
    public static void migrate(DataSource database) {
        steps(database).load().migrate();
    }

    /** Returns the number of steps that a start would take; changes nothing. */
    public static int pending(DataSource database) {
        return steps(database).load().info().pending().length;
    }

    /** Returns the steps to the tables of this program. */
    public static FluentConfiguration steps(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:org/soundlift/auth/accounts/migration")
                .table("auth_schema_history")
                .baselineOnMigrate(true) // Other services may keep their tables in the same database.
                .baselineVersion("0");
    }
}
