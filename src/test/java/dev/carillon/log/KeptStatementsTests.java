package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptStatementsTests {

    private static final String INSERT = "insert into t values (?)";

    @TempDir
    private Path directory;
    private Connection connection;
    private KeptStatements statements;

    @BeforeEach
    void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("kept.db"));
        connection.createStatement().execute("create table t (a int unique)");
        statements = new KeptStatements(connection);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void preparesOnce() throws SQLException {
        assertThat(original("select 1")).isSameAs(original("select 1")).isNotSameAs(original("select 2"));
    }

    @Test
    void carriesNothingFromOneUseToTheNext() throws SQLException {
        try (var abandoned = statements.sparing().prepareStatement(INSERT)) {
            abandoned.setInt(1, 1);
            abandoned.addBatch();
            abandoned.setInt(1, 2);
        }
        try (var next = statements.sparing().prepareStatement(INSERT)) {
            next.setInt(1, 3);
            next.addBatch();
            assertThat(next.executeBatch()).hasSize(1);
        }
        assertThat(sum()).isEqualTo(3);
    }

    @Test
    void closesWhatWasUsedLongestAgo() throws SQLException {
        var oldest = original("select 0");
        var used = original("select 1");
        for (int i = 2; i <= KeptStatements.MAX; i++) {
            original("select 1");
            original("select " + i);
        }
        assertThat(oldest.isClosed()).isTrue();
        assertThat(used.isClosed()).isFalse();
    }

    @Test
    void preparesAnewWhatItWasToForget() throws SQLException {
        var before = original("select 1");
        statements.forget();
        assertThat(before.isClosed()).isTrue();
        assertThat(original("select 1")).isNotSameAs(before);
    }

    @Test
    void passesFailuresOnAsTheyAre() throws SQLException {
        try (var insert = statements.sparing().prepareStatement(INSERT)) {
            insert.setInt(1, 1);
            insert.executeUpdate();
            assertThatThrownBy(insert::executeUpdate).isInstanceOf(SQLException.class).hasMessageContaining("UNIQUE");
        }
        assertThatThrownBy(() -> statements.sparing().prepareStatement("no sql")).isInstanceOf(SQLException.class);
    }

    private PreparedStatement original(String sql) throws SQLException {
        try (var statement = statements.sparing().prepareStatement(sql)) {
            return statement.unwrap(PreparedStatement.class);
        }
    }

    private int sum() throws SQLException {
        try (var rows = connection.createStatement().executeQuery("select sum(a) from t")) {
            return rows.getInt(1);
        }
    }
}
