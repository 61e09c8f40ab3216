package org.soundlift.auth.accounts;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.soundlift.auth.Databases;
import org.soundlift.core.support.DockerMySql;

class MySqlAccountsIT extends AccountsContract {
    @BeforeAll
    static void requireDocker() {
        DockerMySql.shared();
    }

    @Override
    DataSource newDatabase() throws Exception {
        return Databases.mySql();
    }
}
