package org.soundlift.gateway.jobs;

import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.DockerMySql;

class MySqlJobsIT extends JobsContract {
    @BeforeAll
    static void requireDocker() {
        DockerMySql.shared();
    }

    @Override
    DataSource newDatabase() throws Exception {
        DataSource database = new MariaDbDataSource(DockerMySql.shared().newDatabase());
        JobsSchema.migrate(database);
        return database;
    }
}
