package org.soundlift.gateway.ledger;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.DockerMySql;
import org.soundlift.gateway.GatewaySchema;

class MySqlLedgerIT extends LedgerContract {
    @BeforeAll
    static void requireDocker() {
        DockerMySql.shared();
    }

    @Override
    DataSource newDatabase() throws Exception {
        DataSource database = new MariaDbDataSource(DockerMySql.shared().newDatabase());
        GatewaySchema.migrate(database);
        return database;
    }
}
