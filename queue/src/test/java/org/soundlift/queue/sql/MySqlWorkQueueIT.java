package org.soundlift.queue.sql;

import javax.sql.DataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.DockerMySql;

class MySqlWorkQueueIT extends SqlWorkQueueContract {
    @Override
    DataSource newDatabase() throws Exception {
        return new MariaDbDataSource(DockerMySql.shared().newDatabase());
    }
}
