package dev.carillon.log;

/** Where the two databases differ. */
enum Vendor {

    /** One file, one writer at a time: a transaction that writes has the whole of it. */
    SQLITE(""),
    POSTGRESQL(" for update");

    private final String rowLock;

    Vendor(String rowLock) {
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

    /** What a select ends with that keeps others from its rows until the transaction ends. */
    String rowLock() {
        return rowLock;
    }
}
