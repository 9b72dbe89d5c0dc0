package dev.carillon.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

import dev.carillon.Machine;
import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import org.junit.jupiter.api.Assumptions;

/** A database, and others that are put back from its backups, by the commands of {@code src/docs/operations.md}. */
interface DatabaseCopy extends AutoCloseable {

    /** What a service is started with to use it. */
    List<String> settings();

    /** Somewhere else, from a backup that is made now. */
    DatabaseCopy restored() throws IOException, SQLException, InterruptedException;

    @Override
    void close();

    static DatabaseCopy of(Vendor vendor) {
        if (vendor == Vendor.SQLITE) {
            return new File(RunningCarillon.newLog());
        }
        if (!Stream.of("pg_dump", "pg_restore").allMatch(Machine::has)) {
            Assumptions.abort(Machine.skipped("backups on PostgreSQL", "there is no pg_dump"));
        }
        return new Server(Postgres.database(BackupTests.class));
    }

    record File(Path path) implements DatabaseCopy {

        @Override
        public List<String> settings() {
            return List.of("carillon.log.file=" + path);
        }

        @Override
        public DatabaseCopy restored() throws SQLException {
            var copy = RunningCarillon.newLog();
            Backup.copy(path, copy);
            return new File(copy);
        }

        @Override
        public void close() {
            // Its directory goes with this JVM.
        }
    }

    record Server(Postgres database) implements DatabaseCopy {

        @Override
        public List<String> settings() {
            return List.of(database.settings());
        }

        @Override
        public DatabaseCopy restored() throws IOException, InterruptedException {
            var copy = Postgres.database();
            var dump = Files.createTempFile("carillon", ".dump");
            run("pg_dump", "--format=custom", "--file=" + dump, address(database));
            run("pg_restore", "--no-owner", "--exit-on-error", "--dbname=" + address(copy), dump.toString());
            Files.delete(dump);
            return new Server(copy);
        }

        private static String address(Postgres database) {
            return database.url().replace("jdbc:postgresql://", "postgresql://postgres@");
        }

        private static void run(String... command) throws IOException, InterruptedException {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
        }

        @Override
        public void close() {
            database.close();
        }
    }
}
