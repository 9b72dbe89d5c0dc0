package dev.carillon.log;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/**
 * Copies the SQLite log into another file while the service writes to it: a program of its own, for an image in which there is no
 * {@code sqlite3}. The copy is the log as it was when the command began.
 */
final class Backup {

    private Backup() {}

    /** Takes the copy's name, which must not exist; the log's own is in {@code CARILLON_LOG_FILE}. */
    public static void main(String[] arguments) throws SQLException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("One argument: the file to make");
        }
        copy(Path.of(Objects.requireNonNullElse(System.getenv("CARILLON_LOG_FILE"), "data/carillon.db")),
                Path.of(arguments[0]));
    }

    static void copy(Path log, Path copy) throws SQLException {
        if (!Files.exists(log)) {
            throw new IllegalArgumentException("There is no " + log);
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + log);
                var statement = connection.prepareStatement("vacuum into ?")) {
            statement.setString(1, copy.toString());
            statement.execute();
        }
    }
}
