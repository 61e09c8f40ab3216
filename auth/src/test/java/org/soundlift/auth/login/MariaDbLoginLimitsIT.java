package org.soundlift.auth.login;

import javax.sql.DataSource;
import org.soundlift.auth.Databases;

class MariaDbLoginLimitsIT extends LoginLimitsContract {
    @Override
    DataSource newDatabase() throws Exception {
        return Databases.mariaDb();
    }
}
