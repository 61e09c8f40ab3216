package org.soundlift.auth;

import javax.sql.DataSource;

class MySqlAuthIT extends AuthContract {
    @Override
    DataSource newDatabase() throws Exception {
        return Databases.mySql();
    }
}
