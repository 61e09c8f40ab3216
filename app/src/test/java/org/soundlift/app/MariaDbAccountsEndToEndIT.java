package org.soundlift.app;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.soundlift.core.support.PrivateMariaDb;

class MariaDbAccountsEndToEndIT extends AccountsEndToEndContract {
    private PrivateMariaDb mariaDb;

    @BeforeAll
    @Override
    void start() throws Exception {
        mariaDb = PrivateMariaDb.start(folder);
        // As an operator makes it, with the server's own rules for comparing texts.
        mariaDb.sql("create database soundlift; create user soundlift@'127.0.0.1' identified by 'quiet river stone';"
                + " grant all on soundlift.* to soundlift@'127.0.0.1'");
        super.start();
    }

    @AfterAll
    @Override
    void stop() {
        super.stop();
        mariaDb.close();
    }

    @Override
    String[] database() throws Exception {
        java.nio.file.Path password =
                java.nio.file.Files.writeString(folder.resolve("database-password"), "quiet river stone");
        return new String[] {
            "--database-url",
            mariaDb.address("soundlift"),
            "--database-user",
            "soundlift",
            "--database-password-file",
            password.toString()
        };
    }
}
