package org.soundlift.gateway.ledger;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.soundlift.gateway.LedgerFixture;

class SqliteFetchesTest extends FetchesContract {
    @TempDir
    Path folder;

    @Override
    DataSource newDatabase() {
        return LedgerFixture.sqlite(folder);
    }
}
