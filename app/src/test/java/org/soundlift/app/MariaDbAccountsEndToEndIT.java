package org.soundlift.app;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.soundlift.app.support.OperatorsDatabase;

class MariaDbAccountsEndToEndIT extends AccountsEndToEndContract {
    private OperatorsDatabase mariaDb;

    @BeforeAll
    @Override
    void start() throws Exception {
        mariaDb = new OperatorsDatabase(folder);
        super.start();
    }

    @AfterAll
    @Override
    void stop() {
        super.stop();
        mariaDb.close();
    }

    @Override
    String[] database() {
        return mariaDb.flags();
    }
}
