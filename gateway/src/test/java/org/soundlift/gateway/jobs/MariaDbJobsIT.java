package org.soundlift.gateway.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;
import org.soundlift.core.support.PrivateMariaDb;

class MariaDbJobsIT extends JobsContract {
    @Test
    void replicasThatStartAtOnceMigrateOnce() throws Exception {
        String address = PrivateMariaDb.shared().newDatabase();
        try (ExecutorService replicas = Executors.newFixedThreadPool(6)) {
            List<Callable<Void>> starts = Collections.nCopies(6, () -> {
                JobsSchema.migrate(new MariaDbDataSource(address));
                return null;
            });
            for (Future<Void> start : replicas.invokeAll(starts)) {
                start.get();
            }
        }
        Jobs jobs = new Jobs(Jdbi.create(new MariaDbDataSource(address)), Clock.systemUTC(), false);
        assertThat(jobs.list(Optional.empty(), Optional.empty(), Optional.empty(), 1))
                .isEmpty();
    }

    @Override
    DataSource newDatabase() throws Exception {
        DataSource database = new MariaDbDataSource(PrivateMariaDb.shared().newDatabase());
        JobsSchema.migrate(database);
        return database;
    }
}
