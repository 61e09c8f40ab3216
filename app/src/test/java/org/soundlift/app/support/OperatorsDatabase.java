package org.soundlift.app.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.soundlift.core.support.PrivateMariaDb;

/** A MariaDB database as an operator makes it: with a user of its own, and the server's rules for comparing texts. */
public final class OperatorsDatabase implements AutoCloseable {
    private static final String PASSWORD = "quiet river stone";

    private final PrivateMariaDb server;
    private final Path passwordFile;

    public OperatorsDatabase(Path folder) throws IOException, InterruptedException {
        server = PrivateMariaDb.start(folder);
        passwordFile = Files.writeString(folder.resolve("database-password"), PASSWORD);
        server.sql("create database soundlift; create user soundlift@'127.0.0.1' identified by '" + PASSWORD + "';"
                + " grant all on soundlift.* to soundlift@'127.0.0.1'");
    }

    /** The flags that choose it. */
    public String[] flags() {
        return new String[] {
            "--database-url",
            server.address("soundlift"),
            "--database-user",
            "soundlift",
            "--database-password-file",
            passwordFile.toString()
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
