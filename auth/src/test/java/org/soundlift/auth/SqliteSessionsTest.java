package org.soundlift.auth;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteSessionsTest extends SessionsContract {
    @TempDir
    Path folder;

    @Override
    DataSource newDatabase() {
        return Databases.sqlite(folder);
    }
}
