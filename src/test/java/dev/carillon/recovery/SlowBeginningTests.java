package dev.carillon.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestDatabase;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a subscription begins is read from a database that takes its time: what the client asked for later is answered later. */
class SlowBeginningTests {

    private static TestDatabase database;
    private static RunningCarillon carillon;

    @BeforeAll
    static void start() {
        database = TestDatabase.postgresql("SlowBeginningTests");
        carillon = RunningCarillon.start(database.settings());
    }

    @AfterAll
    static void stop() throws Exception {
        if (carillon != null) {
            carillon.close();
            database.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"UNSUBSCRIBE\\nid:0\\nreceipt:behind\\n\\n,RECEIPT", "DISCONNECT\\nreceipt:behind\\n\\n,RECEIPT",
        "NONSENSE\\n\\n,ERROR"})
    void answersInTheOrderOfTheFrames(String next, String answer) throws SQLException {
        try (var socket = StompSocket.connect(carillon, TestTokens.all("alice")); var lock = locked()) {
            socket.sendRaw("SUBSCRIBE\nid:0\ndestination:/topic/" + answer + next.length()
                    + "\nreceipt:first\n\n\0" + next.replace("\\n", "\n") + "\0");
            awaitReader();
            assertThat(socket.pending()).isZero();

            lock.rollback();

            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("first");
            socket.expect(answer);
        }
    }

    /** What is published to one that does not know where it begins may be before that. */
    @Test
    void isPresentOnceItGetsWhatIsStored() throws SQLException {
        var api = new Api(carillon, TestTokens.manager());
        try (var socket = StompSocket.connect(carillon, TestTokens.all("bob")); var lock = locked()) {
            socket.sendRaw("SUBSCRIBE\nid:0\ndestination:/topic/welcome\nreceipt:first\n\n\0");
            awaitReader();
            assertThat(api.get("/topics/welcome/presence").path("count").asInt()).isZero();

            lock.rollback();

            socket.expect("RECEIPT");
            assertThat(api.get("/topics/welcome/presence").path("count").asInt()).isEqualTo(1);
        }
    }

    private static void awaitReader() {
        await().until(() -> database.jdbc()
                .queryForObject("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                        + " and datname = current_database()", Integer.class) > 0);
    }

    private static Connection locked() throws SQLException {
        var connection = DriverManager.getConnection(database.url(), "postgres", "");
        connection.setAutoCommit(false);
        connection.createStatement().execute("lock table stream in access exclusive mode");
        return connection;
    }
}
