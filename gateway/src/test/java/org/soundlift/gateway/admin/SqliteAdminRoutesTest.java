package org.soundlift.gateway.admin;

import javax.sql.DataSource;
import org.soundlift.gateway.LedgerFixture;

class SqliteAdminRoutesTest extends AdminRoutesContract {
    @Override
    DataSource newDatabase() {
        return LedgerFixture.sqlite(folder);
    }
}
