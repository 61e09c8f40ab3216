package org.soundlift.gateway.jobs;

import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.PrivateMariaDb;

class MariaDbJobsIT extends JobsContract {
    @Override
    DataSource newDatabase() throws Exception {
        DataSource database = new MariaDbDataSource(PrivateMariaDb.shared().newDatabase());
        JobsSchema.migrate(database);
        return database;
    }
}
