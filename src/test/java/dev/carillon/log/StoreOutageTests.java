package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;

import dev.carillon.Postgres;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;

/** The database fails under a service that runs: what cannot be stored is refused, the rest goes on, and it comes back by itself. */
class StoreOutageTests {

    private final String token = TestTokens.all("alice");

    @Test
    void outlivesAServerThatGoesAway() {
        try (var postgres = Postgres.database(StoreOutageTests.class);
                var carillon = RunningCarillon.start(postgres.settings());
                var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/outage")) {
            assertThat(publish(carillon, "{\"payload\":1}")).isEqualTo(201);
            assertThat(socket.expect("MESSAGE").header("offset")).isEqualTo("1");

            postgres.accept(false);
            postgres.cut();
            assertDown(carillon, socket);

            postgres.accept(true);
            assertBack(carillon, socket, 2);
        }
    }

    /** A connection was lost while nobody wrote: the next publisher does not pay for that, as nothing was under way. */
    @Test
    void outlivesConnectionsThatAreCut() {
        try (var postgres = Postgres.database(StoreOutageTests.class);
                var carillon = RunningCarillon.start(postgres.settings())) {
            assertThat(publish(carillon, "{\"payload\":1}")).isEqualTo(201);
            postgres.cut();
            assertThat(publish(carillon, "{\"payload\":2}")).isEqualTo(201);
        }
    }

    @Test
    void outlivesAFileThatIsCorrupt() throws IOException, SQLException {
        var file = RunningCarillon.newLog();
        try (var carillon = RunningCarillon.start("carillon.log.file=" + file);
                var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/outage")) {
            assertThat(publish(carillon, "{\"payload\":1}")).isEqualTo(201);
            assertThat(socket.expect("MESSAGE").header("offset")).isEqualTo("1");

            checkpoint(file);
            var saved = Files.readAllBytes(file);
            overwrite(file, new byte[saved.length]);
            assertDown(carillon, socket);

            overwrite(file, saved);
            assertBack(carillon, socket, 2);
        }
    }

    private void assertDown(RunningCarillon carillon, StompSocket socket) {
        var answer = carillon.publish(token, "/topics/outage/notifications", "{\"payload\":\"refused\"}");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("\"code\":\"store-unavailable\"");
        assertThat(carillon.get(carillon.management("/actuator/health")).statusCode()).isEqualTo(503);

        assertThat(publish(carillon, "{\"payload\":\"now\",\"ephemeral\":true}")).isEqualTo(202);
        assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"now\"");
        try (var late = StompSocket.connect(carillon, token)) {
            var error = late.send("SUBSCRIBE\nid:0\ndestination:/topic/cold\nreceipt:r\n\n").expect("ERROR");
            assertThat(error.headers()).containsEntry("code", "store-unavailable").containsEntry("receipt-id", "r");
            assertThat(late.closeCode()).isEqualTo(1013);
        }
    }

    /** The same socket as before gets what is stored now. */
    private void assertBack(RunningCarillon carillon, StompSocket socket, int offset) {
        await().untilAsserted(
                () -> assertThat(carillon.get(carillon.management("/actuator/health")).statusCode()).isEqualTo(200));
        assertThat(publish(carillon, "{\"payload\":\"back\"}")).isEqualTo(201);
        var message = socket.expect("MESSAGE");
        assertThat(message.body()).isEqualTo("\"back\"");
        assertThat(message.header("offset")).isEqualTo(Integer.toString(offset));
    }

    private int publish(RunningCarillon carillon, String body) {
        return carillon.publish(token, "/topics/outage/notifications", body).statusCode();
    }

    /** Everything is in the file itself, as in a backup. */
    private static void checkpoint(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("pragma wal_checkpoint(truncate)");
        }
    }

    /** In place: a file that is replaced would stay what it was for those who have it open. */
    private static void overwrite(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, StandardOpenOption.WRITE);
    }
}
