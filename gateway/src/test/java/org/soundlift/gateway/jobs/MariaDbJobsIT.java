package org.soundlift.gateway.jobs;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.PrivateMariaDb;

class MariaDbJobsIT extends JobsContract {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    static Path folder;

    private static PrivateMariaDb server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PrivateMariaDb.start(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Override
    DataSource newDatabase() throws Exception {
        DataSource database = new MariaDbDataSource(server.newDatabase("jobs" + NUMBER.incrementAndGet()));
        JobsSchema.migrate(database);
        return database;
    }
}
