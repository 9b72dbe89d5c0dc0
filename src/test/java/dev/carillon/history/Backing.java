package dev.carillon.history;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** What the nodes lean on: their store and, where there are several, a RabbitMQ. */
record Backing(Store store, @Nullable RabbitBroker broker) implements AutoCloseable {

    /** So that clients know soon that a node is not there any more. */
    private static final String HEARTBEAT = "--carillon.stomp.heartbeat=1s";

    /** @throws Impossible where this machine lacks one of them */
    static Backing open(Options options) {
        if (options.cluster().isOne()) {
            return new Backing(Store.open(options), null);
        }
        var broker = RabbitBroker.open(HistoryRun.file(options.name() + "-rabbitmq.log"));
        try {
            return new Backing(Store.open(options), broker);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    List<String> settings() {
        return broker == null
                ? store.settings()
                : Stream.of(store.settings(), broker.settings(), List.of(HEARTBEAT)).flatMap(List::stream).toList();
    }

    PostgresStore postgres() {
        if (store instanceof PostgresStore postgres) {
            return postgres;
        }
        throw new IllegalArgumentException("that is for PostgreSQL");
    }

    SqliteStore sqlite() {
        if (store instanceof SqliteStore sqlite) {
            return sqlite;
        }
        throw new IllegalArgumentException("that is for SQLite");
    }

    RabbitBroker rabbit() {
        if (broker == null) {
            throw new IllegalArgumentException("that is for several nodes");
        }
        return broker;
    }

    @Override
    public void close() {
        store.close();
        if (broker != null) {
            broker.close();
        }
    }
}
