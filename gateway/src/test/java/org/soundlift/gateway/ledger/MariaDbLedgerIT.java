package org.soundlift.gateway.ledger;

import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.PrivateMariaDb;
import org.soundlift.gateway.GatewaySchema;

class MariaDbLedgerIT extends LedgerContract {
    @Override
    DataSource newDatabase() throws Exception {
        DataSource database = new MariaDbDataSource(PrivateMariaDb.shared().newDatabase());
        GatewaySchema.migrate(database);
        return database;
    }
}
