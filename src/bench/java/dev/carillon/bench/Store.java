package dev.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import dev.carillon.Postgres;

/** Where a Carillon keeps what it accepts. */
enum Store {

    /** A file beside the results, on the disk that {@link OneCaller} writes to as well. */
    SQLITE {
        @Override
        String missing() {
            return "";
        }

        @Override
        List<String> empty(String name) throws IOException {
            var file = Children.DIRECTORY.resolve(name + ".db");
            for (var suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(file.resolveSibling(file.getFileName() + suffix));
            }
            return List.of("--carillon.log.file=" + file);
        }
    },

    /** A database that ends with the benchmark. */
    POSTGRESQL {
        @Override
        String missing() {
            return Postgres.missing();
        }

        @Override
        List<String> empty(String name) {
            var database = Postgres.database();
            Runtime.getRuntime().addShutdownHook(new Thread(database::close));
            return List.of(database.settings()).stream().map(setting -> "--" + setting).toList();
        }
    };

    /** Why it cannot be had here; empty if it can. */
    abstract String missing();

    /** Makes one with nothing in it, and says what the server of that name is started with to use it. */
    abstract List<String> empty(String name) throws IOException;
}
