package dev.carillon.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import dev.carillon.Api;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestDatabase;
import dev.carillon.TestTokens;
import dev.carillon.notification.NotificationId;
import dev.carillon.notification.Position;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of the first version, with rows in all its tables, under the service of today. */
@ParameterizedClass
@ValueSource(strings = {"sqlite", "postgresql"})
class UpgradeTests {

    private static final Position HEAD = new Position(123_456_789, 4);

    private final TestDatabase database;
    private final long now = System.currentTimeMillis();

    UpgradeTests(String vendor) throws Exception {
        this.database = TestDatabase.of(vendor, UpgradeTests.class);
    }

    @BeforeEach
    void fill() {
        Flyway.configure().dataSource(database.url(), "postgres", "").target("1").load().migrate();
        var jdbc = database.jdbc();
        jdbc.update("insert into log (epoch) values (?)", HEAD.epoch());
        stream(jdbc, 1, "topic:orders.eu", 0);
        stream(jdbc, 2, "user:alice/inbox", 2);
        for (int offset = 1; offset <= HEAD.offset(); offset++) {
            notification(jdbc, 1, offset, null, null);
            notification(jdbc, 2, offset, offset == 1 ? now : null, offset <= 2 ? now : null);
        }
        jdbc.update("update notification set read_at = ? where stream = 2 and stream_offset = 2", now);
        jdbc.update("insert into delivery (stream, stream_offset, session, sent_at, acked_at) values (2, 1, 's', ?, ?)",
                now, now);
        jdbc.update("""
                insert into scheduled (id, destination, deliver_at, content_type, payload, accepted_at)
                values (?, 'topic:later', ?, 'text/plain', ?, ?)""", NotificationId.next().bytes(), now + 1000,
                "later".getBytes(StandardCharsets.UTF_8), now);
        jdbc.update("""
                insert into idempotency (caller, idempotency_key, fingerprint, status, answer, created_at)
                values ('alice', 'k', ?, 201, ?, ?)""", new byte[32], new byte[2], now);
    }

    private static void stream(JdbcTemplate jdbc, long id, String name, long unread) {
        jdbc.update("insert into stream (id, name, epoch, head, tail, unread) values (?, ?, ?, ?, 0, ?)", id, name,
                HEAD.epoch(), HEAD.offset(), unread);
    }

    private void notification(JdbcTemplate jdbc, long stream, long offset, Long readAt, Long ackedAt) {
        jdbc.update(
                """
                        insert into notification (stream, stream_offset, id, content_type, payload, accepted_at, read_at, acked_at)
                        values (?, ?, ?, 'application/json', ?, ?, ?, ?)""",
                stream, offset, NotificationId.next().bytes(),
                ("" + offset).getBytes(StandardCharsets.UTF_8), now, readAt, ackedAt);
    }

    @AfterEach
    void drop() throws Exception {
        database.close();
    }

    @Test
    void keepsWhatIsStoredAndGoesOn() {
        try (var carillon = RunningCarillon.start(database.settings())) {
            var alice = new Api(carillon, TestTokens.all("alice"));

            assertThat(alice.get("/topics/orders.eu/notifications").at("/notifications/3/payload").asInt())
                    .isEqualTo(4);
            var published = alice.publish("/topics/orders.eu/notifications", "{\"payload\":5}");
            assertThat(published.get("offset").asLong()).isEqualTo(5);
            assertThat(published.get("epoch").asString()).isEqualTo(HEAD.epochText());
            assertThat(alice.publish("/topics/" + UUID.randomUUID() + "/notifications", "{\"payload\":1}")
                    .get("epoch")
                    .asString()).isEqualTo(HEAD.epochText());
            await().untilAsserted(() -> assertThat(alice.get("/topics/later/notifications")
                    .at("/notifications/0/payload")
                    .asString()).isEqualTo("later"));
        }
    }

    @Test
    void clientsRecoverFromPositionsOfBefore() {
        try (var carillon = RunningCarillon.start(database.settings())) {
            try (var socket = StompSocket.connect(carillon, TestTokens.all("bob"))) {
                var receipt = socket.send("SUBSCRIBE\nid:0\nreceipt:r\ndestination:/topic/orders.eu\nepoch:"
                        + HEAD.epochText() + "\noffset:2\n\n").expect("RECEIPT");
                assertThat(receipt.header("recovered")).isEqualTo("true");
                assertThat(List.of(socket.expect("MESSAGE").body(), socket.expect("MESSAGE").body()))
                        .containsExactly("3", "4");
            }
            try (var socket = StompSocket.connect(carillon, TestTokens.all("alice"))) {
                socket.send("SUBSCRIBE\nid:0\nreceipt:r\ndestination:/user/queue/inbox\nack:client\n\n")
                        .expect("RECEIPT");
                assertThat(List.of(socket.expect("MESSAGE").body(), socket.expect("MESSAGE").body()))
                        .as("what nobody has acknowledged")
                        .containsExactly("3", "4");
            }
        }
    }

    @Test
    void inboxesKnowWhatWasRead() {
        try (var carillon = RunningCarillon.start(database.settings())) {
            var alice = new Api(carillon, TestTokens.all("alice"));
            var page = alice.get("/me/notifications");
            assertThat(page.get("unread").asLong()).isEqualTo(2);
            assertThat(page.get("notifications").valueStream().map(one -> one.get("read").asBoolean()))
                    .containsExactly(true, true, false, false);
            assertThat(alice.get("/me/notifications?unread=true").get("notifications").size()).isEqualTo(2);
            assertThat(alice.send("POST", "/me/notifications/read?upTo=3").body()).isEqualTo("{\"unread\":1}");
            var first = page.at("/notifications/0/id").asString();
            assertThat(alice.get("/notifications/" + first).at("/deliveries/0/session").asString()).isEqualTo("s");
        }
    }

    /** With the same key another request is none that was made before. */
    @Test
    void keysAreRemembered() {
        try (var carillon = RunningCarillon.start(database.settings())) {
            var answer = carillon.send(HttpRequest
                    .newBuilder(carillon.http("/api/v1/topics/orders.eu/notifications"))
                    .header("Authorization", "Bearer " + TestTokens.all("alice"))
                    .header("Idempotency-Key", "k")
                    .POST(BodyPublishers.ofString("x")));
            assertThat(answer.body()).contains("idempotency-key-reused");
        }
    }
}
