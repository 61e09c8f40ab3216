package org.soundlift.gateway.admin;

import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.PrivateMariaDb;

class MariaDbAdminRoutesIT extends AdminRoutesContract {
    @Override
    DataSource newDatabase() throws Exception {
        return new MariaDbDataSource(PrivateMariaDb.shared().newDatabase());
    }
}
