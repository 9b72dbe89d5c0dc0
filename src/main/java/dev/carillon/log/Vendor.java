package dev.carillon.log;

import java.sql.SQLException;

/** Where the two databases differ. */
enum Vendor {

    /** One file, one writer at a time: a transaction that writes has the whole of it. */
    SQLITE("begin immediate", "", "cast(unixepoch('subsec') * 1000 as bigint)") {
        // SQLITE_TOOBIG, _CONSTRAINT and _MISMATCH, in the low byte of an extended code.
        @Override
        boolean isRefusal(SQLException failure) {
            int code = failure.getErrorCode() & 0xFF;
            return code >= 18 && code <= 20;
        }

        // Nobody waits for a row.
        @Override
        boolean isConflict(SQLException failure) {
            return false;
        }
    },
    POSTGRESQL("begin", " for update", "cast(extract(epoch from statement_timestamp()) * 1000 as bigint)") {
        // Classes 22, data exception, and 23, integrity constraint violation.
        @Override
        boolean isRefusal(SQLException failure) {
            var state = String.valueOf(failure.getSQLState());
            return state.startsWith("22") || state.startsWith("23");
        }

        // serialization_failure and deadlock_detected: of class 40 those after which it is known that nothing was done.
        @Override
        boolean isConflict(SQLException failure) {
            var state = String.valueOf(failure.getSQLState());
            return state.equals("40001") || state.equals("40P01");
        }
    };

    private final String begin;
    private final String rowLock;
    private final String clock;

    Vendor(String begin, String rowLock, String clock) {
        this.begin = begin;
        this.rowLock = rowLock;
        this.clock = clock;
    }

    static Vendor of(String jdbcUrl) {
        if (jdbcUrl.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (jdbcUrl.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalStateException("spring.datasource.url is of SQLite or PostgreSQL");
    }

    /** Whether it is a value that the database does not take, and not the database that fails. */
    abstract boolean isRefusal(SQLException failure);

    /** Whether it ended one of two transactions that were in each other's way: it may run again, and nothing else is wrong. */
    abstract boolean isConflict(SQLException failure);

    /** What a transaction begins with that writes. */
    String begin() {
        return begin;
    }

    /** What a select ends with that keeps others from its rows until the transaction ends. */
    String rowLock() {
        return rowLock;
    }

    /** What its clock says, in milliseconds since 1970; the same all through a statement, so that an index can be asked by it. */
    String clock() {
        return clock;
    }
}
