package org.soundlift.auth.login;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.auth.Databases;

class SqliteLoginLimitsTest extends LoginLimitsContract {
    @TempDir
    Path folder;

    @Override
    DataSource newDatabase() {
        return Databases.sqlite(folder);
    }
}
