package dev.carillon;

import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Assumptions;

/** A database of a test's own on the PostgreSQL that listens here, or on one that is started where none does; gone afterwards. */
public final class Postgres implements AutoCloseable {

    private static final String USER = "postgres";
    private static final String SERVER = server("jdbc:postgresql://127.0.0.1:5432/");

    private final String name = "carillon_" + UUID.randomUUID().toString().replace('-', '_');

    private Postgres() {
        execute("create database " + name);
    }

    /** Leaves the test out where no PostgreSQL lets us in. */
    public static Postgres database(Class<?> suite) {
        if (!missing().isEmpty()) {
            Assumptions.abort(Machine.skipped(suite.getSimpleName(), missing()));
        }
        return database();
    }

    /** For what is no test. */
    public static Postgres database() {
        return new Postgres();
    }

    /** Why there can be none; empty where there can. */
    public static String missing() {
        return missing(SERVER);
    }

    private static String missing(String server) {
        try (var connection = DriverManager.getConnection(server + USER, USER, "")) {
            return connection.isValid(5) ? "" : "the PostgreSQL at " + server + " does not answer";
        } catch (SQLException _) {
            return "no PostgreSQL takes the user postgres at " + server + ", and none can be started";
        }
    }

    /** The other one ends with this JVM. */
    private static String server(String installed) {
        if (missing(installed).isEmpty()) {
            return installed;
        }
        try {
            var started = EmbeddedPostgres.builder()
                    .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                    .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return "jdbc:postgresql://127.0.0.1:" + started.getPort() + "/";
        } catch (IOException | RuntimeException _) {
            return installed; // Whatever it is that this machine lacks: tests are left out, and say so.
        }
    }

    public String name() {
        return name;
    }

    /** What a service is started with to use it. */
    public String[] settings() {
        return new String[]{"spring.datasource.url=" + url(), "spring.datasource.username=" + USER};
    }

    public String url() {
        return SERVER + name;
    }

    /** Cuts every connection to it, as a server that restarts does. */
    public void cut() {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    /** Whether connections are let in. */
    public void accept(boolean connections) {
        execute("alter database " + name + " allow_connections " + connections);
    }

    @Override
    public void close() {
        execute("drop database " + name + " with (force)");
    }

    private static void execute(String sql) {
        try (var connection = DriverManager.getConnection(SERVER + USER, USER, "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
