package dev.carillon;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

import org.junit.jupiter.api.Assumptions;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/** A database of a test's own: it goes when the test does. */
public final class TestDatabase implements AutoCloseable {

    private static final String SERVER = "jdbc:postgresql://127.0.0.1:5432/";

    private final String url;
    private final AutoCloseable drop;

    private TestDatabase(String url, AutoCloseable drop) {
        this.url = url;
        this.drop = drop;
    }

    public static TestDatabase sqlite() throws IOException {
        var directory = Files.createTempDirectory("carillon-log");
        return new TestDatabase("jdbc:sqlite:" + directory.resolve("carillon.db"),
                () -> FileSystemUtils.deleteRecursively(directory));
    }

    /** By the name that tests are given. */
    public static TestDatabase of(String vendor, Class<?> suite) throws IOException {
        return vendor.equals("sqlite") ? sqlite() : postgresql(suite.getSimpleName() + " on PostgreSQL");
    }

    /** One on the server of this machine; skips the test where there is none. */
    public static TestDatabase postgresql(String suite) {
        var name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (var connection = DriverManager.getConnection(SERVER + "postgres", "postgres", "")) {
            connection.createStatement().execute("create database " + name);
        } catch (SQLException e) {
            Assumptions.abort(Machine.skipped(suite, "no PostgreSQL at " + SERVER));
        }
        return new TestDatabase(SERVER + name, () -> {
            try (var connection = DriverManager.getConnection(SERVER + "postgres", "postgres", "")) {
                connection.createStatement().execute("drop database " + name + " with (force)");
            }
        });
    }

    public String url() {
        return url;
    }

    /** What makes a service use it. */
    public String[] settings() {
        return new String[]{"spring.datasource.url=" + url, "spring.datasource.username=postgres",
            "spring.datasource.password="};
    }

    /** For a look past the service. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(new DriverManagerDataSource(url, "postgres", ""));
    }

    @Override
    public void close() throws Exception {
        drop.close();
    }
}
