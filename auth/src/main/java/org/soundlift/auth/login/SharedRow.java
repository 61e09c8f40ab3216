package org.soundlift.auth.login;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Changes of a row that several processes change, by comparing before writing: all databases can do that. */
final class SharedRow {
    private static final int TURNS = 100;

    private SharedRow() {}

    /** Returns false if another process has inserted the row first. */
    static boolean isInserted(Jdbi jdbi, HandleCallback<Integer, RuntimeException> insert) {
        try {
            return jdbi.withHandle(insert) == 1;
        } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause && isDuplicate(cause)) {
                return false;
            }
            throw e;
        }
    }

    /** SQLSTATE class 23 (ISO/IEC 9075-2 §24.1), which SQLite's driver does not set. */
    private static boolean isDuplicate(SQLException e) {
        return e instanceof SQLIntegrityConstraintViolationException
                || String.valueOf(e.getSQLState()).startsWith("23")
                || String.valueOf(e.getMessage()).contains("SQLITE_CONSTRAINT");
    }

    /**
     * Tries again until a change is made.
     *
     * @param change reads the row, and writes it where it is still as it was read; false if it was not
     */
    static void change(BooleanSupplier change) {
        for (int i = 0; i < TURNS; i++) {
            if (change.getAsBoolean()) {
                return;
            }
        }
        throw new IllegalStateException("other processes change the same row all the time");
    }
}
