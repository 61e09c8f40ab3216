package org.soundlift.auth.accounts;

import javax.sql.DataSource;
import org.soundlift.auth.Databases;

class MySqlAccountsIT extends AccountsContract {
    @Override
    DataSource newDatabase() throws Exception {
        return Databases.mySql();
    }
}
