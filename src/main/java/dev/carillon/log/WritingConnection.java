package dev.carillon.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;

/**
 * The connection that writes, kept while it works. Its transactions begin and end in SQL: Spring's would switch its autocommit off
 * and on, and each time sqlite-jdbc begins and ends one more, in which nothing happens. Touched by the writing thread only.
 */
final class WritingConnection extends AbstractDataSource implements SmartDataSource {

    private final HikariDataSource pool;
    private final String begin;
    private final JdbcTemplate jdbc = new JdbcTemplate(this);
    private @Nullable KeptStatements kept;

    WritingConnection(HikariDataSource pool, Vendor vendor) {
        this.pool = pool;
        this.begin = vendor.begin();
    }

    /** For statements of a transaction. */
    JdbcTemplate jdbc() {
        return jdbc;
    }

    /** All of it is committed, or none. */
    void transaction(Runnable statements) {
        begin();
        try {
            statements.run();
            jdbc.execute("commit");
        } catch (Throwable failure) {
            // Whatever it is, an Error as well: what comes next must not find itself in this transaction.
            rollback(failure);
            throw failure;
        }
    }

    /** It may hold on to a file that was replaced, or to a server that is gone, and so may the others: all get new ones. */
    void discard() {
        if (kept != null) {
            pool.evictConnection(kept.connection());
            kept = null;
        }
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    /** Where the connection was lost while nobody wrote, on another one: nothing has begun that could be done twice. */
    private void begin() {
        try {
            jdbc.execute(begin);
        } catch (DataAccessResourceFailureException lost) {
            if (kept == null) {
                throw lost; // There was none to be had.
            }
            discard();
            jdbc.execute(begin);
        }
    }

    private void rollback(Throwable failure) {
        try {
            if (kept != null) {
                kept.forget(); // One of them stopped half way.
            }
            jdbc.execute("rollback");
        } catch (DataAccessException | SQLException second) {
            failure.addSuppressed(second); // A full disk has rolled back already; a server that is gone will.
            discard();
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (kept == null) {
            kept = new KeptStatements(pool.getConnection());
        }
        return Objects.requireNonNull(kept).sparing();
    }

    @Override
    public Connection getConnection(String username, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean shouldClose(Connection connection) {
        return false;
    }
}
