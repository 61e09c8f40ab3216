package org.soundlift.app.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.soundlift.auth.accounts.AuthSchema;
import org.soundlift.gateway.GatewaySchema;

/**
 * The tables of one service, which may lie in a database of their own.
 *
 * @param key names the service
 * @param steps to the tables of this program
 * @param copied the tables that are copied; earlier versions don't have all of them
 * @param left the tables whose rows mean nothing to another installation
 */
record TableSet(String key, Function<DataSource, FluentConfiguration> steps, List<String> copied, List<String> left) {
    /** Orders are made anew from the jobs; uploads that are not whole begin anew. */
    static final TableSet GATEWAY = new TableSet(
            "gateway",
            GatewaySchema::steps,
            List.of(
                    "gateway_job",
                    "gateway_idempotency",
                    "gateway_webhook",
                    "gateway_audit",
                    "gateway_announcement",
                    "gateway_limits",
                    "gateway_converted"),
            List.of("gateway_outbox", "gateway_lease", "gateway_upload"));

    /** A backup holds no signing keys, so that it can sign no tokens. The service makes new keys, and all sessions end. */
    static final TableSet AUTH = new TableSet(
            "auth",
            AuthSchema::steps,
            List.of("auth_account", "auth_federated_identity", "auth_api_key"),
            List.of("auth_signing_key", "auth_revoked_session", "auth_login_pair", "auth_login_network"));

    static final List<TableSet> ALL = List.of(GATEWAY, AUTH);

    /** The version of tables before the first step. */
    private static final String NOTHING = "0";

    /** Returns the copied tables that a database has. */
    List<TableRows> existing(Connection connection) throws SQLException {
        List<TableRows> existing = new ArrayList<>();
        for (String table : copied) {
            try (ResultSet found = connection.getMetaData().getTables(connection.getCatalog(), null, table, null)) {
                if (found.next()) {
                    existing.add(new TableRows(table));
                }
            }
        }
        return existing;
    }

    /** Returns the version of the tables in a database; empty where there are none. */
    Optional<String> version(DataSource database) {
        return Optional.ofNullable(steps.apply(database).load().info().current())
                .map(TableSet::version)
                .filter(version -> !version.equals(NOTHING));
    }

    /** Returns true if this program has had that version, and can bring tables of it up to date. */
    boolean knows(DataSource database, String version) {
        return Stream.of(steps.apply(database).load().info().all())
                .anyMatch(step -> version(step).equals(version));
    }

    private static String version(MigrationInfo step) {
        return step.getVersion().getVersion();
    }

    /** Brings the tables to a version. */
    void migrate(DataSource database, String version) {
        steps.apply(database).target(version).load().migrate();
    }

    /** Brings the tables up to date. */
    void migrate(DataSource database) {
        steps.apply(database).load().migrate();
    }
}
