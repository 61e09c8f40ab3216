package org.soundlift.auth;

import javax.sql.DataSource;

class MariaDbAuthIT extends AuthContract {
    @Override
    DataSource newDatabase() throws Exception {
        return Databases.mariaDb();
    }
}
