package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.TestDatabase;
import dev.carillon.destination.Topic;
import dev.carillon.notification.Notification;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Payload;
import dev.carillon.problem.Problem;
import dev.carillon.problem.ProblemCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.CannotAcquireLockException;

/** What another node does to the rows that this one needs: nobody's publish fails for it. */
class RowLockTests {

    private static final Topic FIRST = new Topic("first");
    private static final Topic SECOND = new Topic("second");

    private TestLog log;

    @BeforeEach
    void open() throws Exception {
        log = new TestLog(TestDatabase.postgresql("RowLockTests"));
        log.append(FIRST, "1");
        log.append(SECOND, "1");
        assertThat(log.log().head(FIRST).offset()).isEqualTo(1);
    }

    @AfterEach
    void close() throws Exception {
        log.close();
    }

    /** The other one has the second stream and wants the first; we have that, and come to need the second. */
    @Test
    void carriesABatchOutAgainThatADeadlockHasEnded() throws Exception {
        var firstIsOurs = new CountDownLatch(1);
        var attempts = new AtomicInteger();
        try (var other = transaction()) {
            execute(other, "set local deadlock_timeout = '1min'"); // So that it is ours that is ended.
            lock(other, SECOND);
            var answer = log.log().submit(transaction -> {
                transaction.append(List.of(notification(FIRST)));
                if (attempts.incrementAndGet() == 1) {
                    firstIsOurs.countDown();
                    await().until(this::somebodyWaits);
                }
                return transaction.append(List.of(notification(SECOND))).getFirst();
            });
            firstIsOurs.await();
            lock(other, FIRST);
            assertThat(log.log().recentHead(FIRST)).as("what is in memory stays").isPresent();
            other.commit();

            assertThat(NotificationLog.await(answer).position().offset()).isEqualTo(2);
        }
        assertThat(attempts).hasValue(2);
        assertThat(log.append(FIRST, "3").position().offset()).isEqualTo(3);
    }

    @Test
    void givesUpInTheEnd() {
        var attempts = new AtomicInteger();
        var answer = log.log().<String>submit(_ -> {
            attempts.incrementAndGet();
            throw new CannotAcquireLockException("", new SQLException("", "40P01"));
        });

        assertThatThrownBy(() -> NotificationLog.await(answer)).isInstanceOfSatisfying(Problem.class,
                problem -> assertThat(problem.code()).isEqualTo(ProblemCode.STORE_UNAVAILABLE));
        assertThat(attempts).hasValue(5);
    }

    /** A node that is stopped, or collects garbage, or has lost the network, with a stream's row in its hand. */
    @Test
    void waitsForWhoStandsStillAndIsServed() throws Exception {
        try (var nodes = LogConfiguration.dataSource(log.database().url())) {
            nodes.setUsername("postgres");
            var other = nodes.getConnection();
            other.setAutoCommit(false);
            lock(other, FIRST);

            assertThat(log.append(FIRST, "2").position().offset()).isEqualTo(2);
            assertThatThrownBy(() -> lock(other, FIRST)).isInstanceOf(SQLException.class);
        }
    }

    /** The lock of migrations is no transaction, which would be idle while one of them runs. */
    @Test
    void letsAMigrationTakeItsTime(@TempDir Path migrations) throws IOException {
        Files.writeString(migrations.resolve("V900__slow.sql"), "select pg_sleep(6);");
        try (var postgres = Postgres.database(RowLockTests.class);
                var carillon = RunningCarillon.start("spring.datasource.url=" + postgres.url(),
                        "spring.datasource.username=postgres",
                        "spring.flyway.locations=classpath:db/migration,filesystem:" + migrations)) {
            assertThat(carillon.get(carillon.management("/actuator/health")).statusCode()).isEqualTo(200);
        }
    }

    private Connection transaction() throws SQLException {
        var connection = DriverManager.getConnection(log.database().url(), "postgres", "");
        connection.setAutoCommit(false);
        return connection;
    }

    private static void lock(Connection connection, Topic topic) throws SQLException {
        execute(connection, "select 1 from stream where name = '" + topic.name() + "' for update");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean somebodyWaits() {
        return log.database().jdbc().queryForObject("""
                select count(*) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock'""", Long.class) > 0;
    }

    private static Notification notification(Topic topic) {
        return new Notification(NotificationId.next(), topic, null, null, Map.of(),
                new Payload("text/plain", "2".getBytes(StandardCharsets.UTF_8)), Instant.ofEpochMilli(1));
    }
}
