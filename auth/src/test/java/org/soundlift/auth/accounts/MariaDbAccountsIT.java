package org.soundlift.auth.accounts;

import javax.sql.DataSource;
import org.soundlift.auth.Databases;

class MariaDbAccountsIT extends AccountsContract {
    @Override
    DataSource newDatabase() throws Exception {
        return Databases.mariaDb();
    }
}
