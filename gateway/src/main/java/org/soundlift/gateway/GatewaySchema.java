package org.soundlift.gateway;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The tables of the gateway. */
public final class GatewaySchema {
    private GatewaySchema() {}

    /** Brings the tables to the version that this program needs. */
    public static void migrate(DataSource database) {
        steps(database).load().migrate();
    }

    /** Returns the number of steps that a start would take; changes nothing. */
    public static int pending(DataSource database) {
        return steps(database).load().info().pending().length;
    }

    /** Returns true if a gateway keeps its tables in this database. */
    public static boolean exists(DataSource database) {
        return steps(database).load().info().applied().length > 0;
    }

    /** Returns the steps to the tables of this program. */
    public static FluentConfiguration steps(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:org/soundlift/gateway/ledger/migration")
                .table("gateway_schema_history")
                .baselineOnMigrate(true) // Other services may keep their tables in the same database.
                .baselineVersion("0");
    }
}
