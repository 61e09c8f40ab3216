package org.soundlift.app.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

class TableSetTest {
    @TempDir
    Path folder;

    private SQLiteDataSource database() {
        SQLiteDataSource database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite:" + folder.resolve("test.db"));
        return database;
    }

    /** A table that is added later must be copied, or be left on purpose. */
    @Test
    void everyTableIsCopiedOrLeft() throws Exception {
        SQLiteDataSource database = database();
        for (TableSet tables : TableSet.ALL) {
            tables.migrate(database);
        }
        List<String> present = new ArrayList<>();
        try (Connection connection = database.getConnection();
                ResultSet table = connection.getMetaData().getTables(null, null, "%", new String[] {"TABLE"})) {
            while (table.next()) {
                present.add(table.getString("TABLE_NAME"));
            }
        }
        present.removeIf(name -> name.endsWith("_schema_history"));
        assertThat(TableSet.ALL.stream().flatMap(all -> Stream.concat(all.copied().stream(), all.left().stream())))
                .containsExactlyInAnyOrderElementsOf(present);
    }

    @Test
    void earlierVersionsAreMadeAndBroughtUpToDate() {
        SQLiteDataSource database = database();
        TableSet jobs = TableSet.GATEWAY;
        assertThat(jobs.version(database)).isEmpty();
        jobs.migrate(database, "3");
        assertThat(jobs.version(database)).contains("3");
        assertThat(TableSet.AUTH.version(database)).isEmpty();
        assertThat(jobs.knows(database, "16")).isTrue();
        assertThat(jobs.knows(database, "999")).isFalse();
        jobs.migrate(database);
        assertThat(Integer.parseInt(jobs.version(database).orElseThrow())).isGreaterThanOrEqualTo(16);
    }
}
