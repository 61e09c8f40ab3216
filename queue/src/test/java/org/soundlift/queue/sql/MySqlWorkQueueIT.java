package org.soundlift.queue.sql;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.DockerMySql;

class MySqlWorkQueueIT extends SqlWorkQueueContract {
    @BeforeAll
    static void requireDocker() {
        DockerMySql.shared();
    }

    @Override
    DataSource newDatabase() throws Exception {
        return new MariaDbDataSource(DockerMySql.shared().newDatabase());
    }
}
