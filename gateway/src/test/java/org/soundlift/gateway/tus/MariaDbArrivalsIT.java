package org.soundlift.gateway.tus;

import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.PrivateMariaDb;
import org.soundlift.gateway.GatewaySchema;

class MariaDbArrivalsIT extends ArrivalsContract {
    @Override
    DataSource newDatabase() throws Exception {
        DataSource database = new MariaDbDataSource(PrivateMariaDb.shared().newDatabase());
        GatewaySchema.migrate(database);
        return database;
    }
}
