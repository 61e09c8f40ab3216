package org.soundlift.app.backup;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The rows of a table as lines of JSON: an object for each, with the columns that are not null. Columns hold integers or texts.
 *
 * @param name of the table
 */
record TableRows(String name) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Rows that are held in memory at a time. */
    private static final int BATCH = 500;

    /** Writes all rows into a file; returns their number. */
    long write(Connection connection, Path file) throws SQLException, IOException {
        long rows = 0;
        try (Statement statement = connection.createStatement();
                BufferedWriter out = Files.newBufferedWriter(file)) {
            statement.setFetchSize(BATCH);
            try (ResultSet row = statement.executeQuery("select * from " + name)) {
                List<String> columns = columns(row.getMetaData());
                for (; row.next(); rows++) {
                    out.write(JSON.writeValueAsString(object(row, columns)));
                    out.write('\n');
                }
            }
        }
        return rows;
    }

    private static ObjectNode object(ResultSet row, List<String> columns) throws SQLException {
        ObjectNode object = JSON.createObjectNode();
        for (String column : columns) {
            Object value = row.getObject(column);
            if (value instanceof Number number) {
                object.put(column, number.longValue());
            } else if (value != null) {
                object.put(column, value.toString());
            }
        }
        return object;
    }

    static List<String> columns(ResultSetMetaData table) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= table.getColumnCount(); i++) {
            columns.add(table.getColumnName(i).toLowerCase(Locale.ROOT));
        }
        return columns;
    }

    /** Returns true if the table holds rows. */
    boolean isFilled(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select 1 from " + name + " limit 1")) {
            return row.next();
        }
    }

    /**
     * Inserts the rows of a file.
     *
     * @throws IOException if the file holds something else than rows of this table
     */
    void read(Connection connection, Path file) throws SQLException, IOException {
        List<String> columns = columns(connection);
        String values = columns.stream().map(_ -> "?").collect(Collectors.joining(", "));
        String insert = "insert into " + name + " (" + String.join(", ", columns) + ") values (" + values + ")";
        try (PreparedStatement statement = connection.prepareStatement(insert);
                BufferedReader in = Files.newBufferedReader(file)) {
            int waiting = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                bind(statement, columns, object(line, columns, file));
                statement.addBatch();
                if (++waiting == BATCH) {
                    statement.executeBatch();
                    waiting = 0;
                }
            }
            statement.executeBatch();
        }
    }

    private List<String> columns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select * from " + name + " where 1 = 0")) {
            return columns(none.getMetaData());
        }
    }

    private static JsonNode object(String line, List<String> columns, Path file) throws IOException {
        try {
            JsonNode object = JSON.readTree(line);
            if (object.isObject() && columns.containsAll(object.propertyNames())) {
                return object;
            }
        } catch (JacksonException e) {
            throw new IOException(file + " is damaged: " + e.getOriginalMessage(), e);
        }
        throw new IOException(file + " has columns that its table has not");
    }

    private static void bind(PreparedStatement statement, List<String> columns, JsonNode object) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            statement.setObject(i + 1, value(object.path(columns.get(i))));
        }
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isMissingNode()) {
            return null;
        }
        return node.isNumber() ? node.longValue() : node.stringValue();
    }
}
