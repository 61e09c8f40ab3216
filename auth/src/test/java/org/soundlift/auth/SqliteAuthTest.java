package org.soundlift.auth;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteAuthTest extends AuthContract {
    @TempDir
    Path folder;

    @Override
    DataSource newDatabase() {
        return Databases.sqlite(folder);
    }
}
