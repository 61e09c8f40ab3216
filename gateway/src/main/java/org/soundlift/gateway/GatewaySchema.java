package org.soundlift.gateway;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The tables of the gateway. */
public final class GatewaySchema {
    private GatewaySchema() {}

    /** Brings the tables to the version that this program needs. */
    public static void migrate(DataSource database) {
        flyway(database).migrate();
    }

    /** Returns the number of steps that a start would take; changes nothing. */
    public static int pending(DataSource database) {
        return flyway(database).info().pending().length;
    }

    /** Returns true if a gateway keeps its tables in this database. */
    public static boolean exists(DataSource database) {
        return flyway(database).info().applied().length > 0;
    }

    private static Flyway flyway(DataSource database) {
        return Flyway.configure()
                .dataSource(database)
                .locations("classpath:org/soundlift/gateway/ledger/migration")
                .table("gateway_schema_history")
                .baselineOnMigrate(true) // Other services may keep their tables in the same database.
                .baselineVersion("0")
                .load();
    }
}
