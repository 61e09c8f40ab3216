package org.soundlift.app.doctor;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.soundlift.app.settings.MessagingSettings;
import org.soundlift.app.settings.QueueKind;
import org.soundlift.app.settings.ServiceName;
import org.soundlift.app.settings.Settings;
import org.soundlift.app.wiring.AccountWiring;
import org.soundlift.app.wiring.DataFolder;
import org.soundlift.app.wiring.Database;
import org.soundlift.app.wiring.QueueWiring;
import org.soundlift.app.wiring.Wiring;
import org.soundlift.auth.Auth;
import org.soundlift.auth.accounts.AuthSchema;
import org.soundlift.core.service.Finding;
import org.soundlift.core.service.UnreachableException;
import org.soundlift.gateway.GatewaySchema;

/**
 * Checks the database: its version, the state of its tables, the difference between its clock and ours, and the keys
 * in it.
 */
public record DatabaseCheck(Settings settings, Set<ServiceName> roles) {
    /** Far less than the lease that gateways hold against each other. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    public List<Finding> examine() {
        DataFolder data = new DataFolder(settings.data(), Set.of());
        if (!Database.isBegun(settings, data)) {
            return List.of(Finding.ok("database", "SQLite in the data folder; the first start makes it"));
        }
        try (Database database = started(settings, data);
                Connection connection = database.source().getConnection()) {
            List<Finding> findings = new ArrayList<>();
            var about = connection.getMetaData();
            findings.add(
                    Finding.ok("database", about.getDatabaseProductName() + " " + about.getDatabaseProductVersion()));
            findings.add(tables(database.source()));
            if (settings.get(MessagingSettings.DATABASE_URL).isPresent()) {
                findings.add(clock(connection));
            }
            if (AccountWiring.keepsAccounts(settings, roles)) {
                findings.add(keys(data, database.source()));
            }
            return findings;
        } catch (UnreachableException e) {
            return List.of(Finding.error("database", String.valueOf(e.getMessage())));
        } catch (SQLException e) {
            return List.of(Finding.error("database", "can't be used: " + e.getMessage()));
        }
    }

    private static Database started(Settings settings, DataFolder data) throws SQLException, UnreachableException {
        Database database = Database.of(settings, data);
        database.start();
        return database;
    }

    private Finding tables(DataSource database) {
        boolean gateway = roles.contains(ServiceName.GATEWAY);
        int pending = (gateway ? GatewaySchema.pending(database) : 0)
                + (AccountWiring.keepsAccounts(settings, roles) ? AuthSchema.pending(database) : 0)
                + (gateway && settings.get(MessagingSettings.QUEUE) == QueueKind.SQL
                        ? QueueWiring.pending(database, Wiring.CLOCK)
                        : 0);
        return Finding.ok(
                "tables",
                pending == 0 ? "are of this version" : pending + " steps of migration wait for the next start");
    }

    private Finding keys(DataFolder data, DataSource database) {
        try (Auth auth = AccountWiring.existing(settings, data, database)) {
            return auth.examine();
        }
    }

    private static Finding clock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select unix_timestamp(now(3))")) {
            row.next();
            long theirs = Math.round(row.getDouble(1) * 1e3);
            Duration apart = Duration.between(Instant.now(), Instant.ofEpochMilli(theirs))
                    .abs();
            return apart.compareTo(TOLERANCE) < 0
                    ? Finding.ok("clock", "differs from the database's by " + apart.toMillis() + " ms")
                    : Finding.warning(
                            "clock",
                            "differs from the database's by " + apart.toSeconds()
                                    + " s: synchronise all machines (NTP); gateways rely on it");
        }
    }
}
