package dev.carillon.log;

import java.sql.SQLException;

/** Where the two databases differ. */
enum Vendor {

    /** One file, one writer at a time: a transaction that writes has the whole of it. */
    SQLITE("begin immediate", "") {
        // SQLITE_TOOBIG, _CONSTRAINT and _MISMATCH, in the low byte of an extended code.
        @Override
        boolean isRefusal(SQLException failure) {
            int code = failure.getErrorCode() & 0xFF;
            return code >= 18 && code <= 20;
        }
    },
    POSTGRESQL("begin", " for update") {
        // Classes 22, data exception, and 23, integrity constraint violation.
        @Override
        boolean isRefusal(SQLException failure) {
            var state = String.valueOf(failure.getSQLState());
            return state.startsWith("22") || state.startsWith("23");
        }
    };

    private final String begin;
    private final String rowLock;

    Vendor(String begin, String rowLock) {
        this.begin = begin;
        this.rowLock = rowLock;
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

    /** What a transaction begins with that writes. */
    String begin() {
        return begin;
    }

    /** What a select ends with that keeps others from its rows until the transaction ends. */
    String rowLock() {
        return rowLock;
    }
}
