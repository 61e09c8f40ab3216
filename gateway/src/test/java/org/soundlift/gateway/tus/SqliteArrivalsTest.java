package org.soundlift.gateway.tus;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.gateway.LedgerFixture;

class SqliteArrivalsTest extends ArrivalsContract {
    @TempDir
    Path folder;

    @Override
    DataSource newDatabase() {
        return LedgerFixture.sqlite(folder);
    }
}
