package org.soundlift.auth.accounts;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.auth.Databases;

class SqliteAccountsTest extends AccountsContract {
    @TempDir
    Path folder;

    @Override
    DataSource newDatabase() {
        return Databases.sqlite(folder);
    }
}
