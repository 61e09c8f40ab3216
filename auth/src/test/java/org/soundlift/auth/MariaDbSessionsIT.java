package org.soundlift.auth;

import javax.sql.DataSource;

class MariaDbSessionsIT extends SessionsContract {
    @Override
    DataSource newDatabase() throws Exception {
        return Databases.mariaDb();
    }
}
