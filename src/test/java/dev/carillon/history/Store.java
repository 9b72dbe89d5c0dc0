package dev.carillon.history;

import java.util.List;

/** Where the service under test keeps its streams. */
sealed interface Store extends AutoCloseable permits SqliteStore, PostgresStore {

    static Store open(Options options) {
        return switch (options.store()) {
            case "sqlite" -> options.trouble().equals("full-disk") ? SqliteStore.onSmallDisk() : SqliteStore.open();
            case "postgresql" -> PostgresStore.open();
            default -> throw new IllegalArgumentException("no store " + options.store());
        };
    }

    /** What the service is told of it. */
    List<String> settings();

    @Override
    void close();
}
