package org.soundlift.auth;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.soundlift.core.support.DockerMySql;

class MySqlSessionsIT extends SessionsContract {
    @BeforeAll
    static void requireDocker() {
        DockerMySql.shared();
    }

    @Override
    DataSource newDatabase() throws Exception {
        return Databases.mySql();
    }
}
