package dev.carillon.hardening;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Abuse by too much of something. Each time a neighbour gets its message, and nothing stays behind. */
class FloodHardeningTests {

    private static final RunningCarillon SERVICE = RunningCarillon.start("carillon.connection.max-inbound-frames=300",
            "carillon.connection.max-inbound=200KB", "carillon.stomp.max-subscriptions=5",
            "carillon.stomp.max-transactions=2", "carillon.stomp.max-transaction-frames=3");
    private static final String SEND = "SEND\ndestination:/topic/floods\n";

    private final String token = TestTokens.all("mallory");
    private final Neighbour neighbour = Neighbour.of(SERVICE);
    private final StompSocket socket = StompSocket.connect(SERVICE, token);

    @AfterEach
    void theNeighbourIsUnhurt() {
        socket.close();
        neighbour.assertUnhurt();
    }

    @AfterAll
    static void stop() {
        SERVICE.close();
    }

    @DisplayName("CWE-400: a message in fragments of one byte, by the thousand")
    @Test
    void tinyFragments() {
        assertParted(RawSocket.TEXT, RawSocket.CONTINUATION, 1, "inbound-frames");
    }

    @DisplayName("CWE-400: empty fragments, which no limit of bytes would find")
    @Test
    void emptyFragments() {
        assertParted(RawSocket.TEXT, RawSocket.CONTINUATION, 0, "inbound-frames");
    }

    @DisplayName("CVE-2019-9512 for WebSocket: pings by the thousand, of which the answers do not pile up")
    @Test
    void pingFlood() {
        int ping = RawSocket.FIN | RawSocket.PING;
        assertParted(ping, ping, 125, "inbound-frames");
    }

    @DisplayName("CWE-770: more bytes than anybody needs to send")
    @Test
    void byteFlood() {
        int text = RawSocket.FIN | RawSocket.TEXT;
        assertParted(text, text, 20_000, "inbound-bytes");
    }

    @DisplayName("CWE-770: more subscriptions than a session may have")
    @Test
    void subscriptionFlood() {
        for (int i = 0; i < 5; i++) {
            socket.subscribe("" + i, "/topic/floods." + i);
        }
        expectEnd(socket.send("SUBSCRIBE\nid:5\ndestination:/topic/floods.5\n\n"), "limit-exceeded", 4529);
        assertCounted("subscriptions");
    }

    @DisplayName("CWE-401: subscriptions that come and go leave nothing behind")
    @Test
    void subscriptionChurn() {
        double before = SERVICE.metric("carillon_subscriptions");
        for (int i = 0; i < 50; i++) {
            socket.subscribe("" + i, "/topic/floods." + i)
                    .send("UNSUBSCRIBE\nid:" + i + "\nreceipt:u\n\n")
                    .expect("RECEIPT");
        }
        assertThat(SERVICE.metric("carillon_subscriptions")).isEqualTo(before);
    }

    @DisplayName("CWE-639: ACK and NACK of another session's deliveries, or of none, do nothing to anyone")
    @ParameterizedTest
    @ValueSource(strings = {"ACK", "NACK"})
    void foreignAcknowledgements(String command) {
        var user = "victim-of-" + command;
        var victim = StompSocket.connect(SERVICE, TestTokens.all(user));
        var subscribe = "SUBSCRIBE\nid:0\ndestination:/user/queue/inbox\nack:client-individual\nreceipt:s\n\n";
        victim.send(subscribe).expect("RECEIPT");
        SERVICE.publish(token, "/users/" + user + "/notifications", "{\"payload\":\"owed\"}");
        var delivery = victim.expect("MESSAGE");
        socket.send(subscribe).expect("RECEIPT");
        for (var id : new String[]{delivery.header("ack"), delivery.header("message-id"), "x", "x".repeat(60)}) {
            for (int i = 0; i < 4; i++) {
                socket.send(command + "\nid:" + id + "\nreceipt:r\n\n").expect("RECEIPT");
            }
        }
        assertThat(victim.pending()).isZero();
        victim.close();

        try (var again = StompSocket.connect(SERVICE, TestTokens.all(user))) {
            again.send(subscribe).expect("RECEIPT");
            assertThat(again.expect("MESSAGE").header("message-id")).isEqualTo(delivery.header("message-id"));
        }
    }

    @DisplayName("CWE-770: transactions that begin and do not end")
    @Test
    void openTransactions() {
        socket.send("BEGIN\ntransaction:a\n\n").send("BEGIN\ntransaction:b\n\n");
        expectEnd(socket.send("BEGIN\ntransaction:c\n\n"), "limit-exceeded", 4529);
        assertCounted("transactions");
    }

    @DisplayName("CWE-770: a transaction that holds more and more")
    @Test
    void endlessTransaction() {
        socket.send("BEGIN\ntransaction:a\n\n");
        for (int i = 0; i < 4; i++) {
            socket.send(SEND + "transaction:a\n\nheld");
        }
        expectEnd(socket, "limit-exceeded", 4529);
        assertCounted("transaction-size");
    }

    @DisplayName("CWE-837: BEGIN twice")
    @Test
    void beginTwice() {
        socket.send("BEGIN\ntransaction:a\n\n");
        expectEnd(socket.send("BEGIN\ntransaction:a\n\n"), "frame-invalid", 1002);
    }

    @DisplayName("CWE-639: COMMIT and ABORT of another session's transaction")
    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", "ABORT"})
    void foreignTransactions(String command) {
        neighbour.socket().send("BEGIN\ntransaction:theirs\nreceipt:b\n\n").expect("RECEIPT");
        neighbour.socket().send("SEND\ndestination:/topic/neighbour\ntransaction:theirs\n\nheld");
        expectEnd(socket.send(command + "\ntransaction:theirs\n\n"), "frame-invalid", 1002);
        assertThat(neighbour.socket().pending()).isZero();
        neighbour.socket().send("COMMIT\ntransaction:theirs\n\n");
        assertThat(neighbour.socket().expect("MESSAGE").body()).isEqualTo("held");
    }

    /** The neighbour reads each notification before the next one is published, so that nothing but the other is slow. */
    @DisplayName("CWE-400: a client that never reads")
    @Test
    void neverReads() {
        var payload = "{\"payload\":\"" + "x".repeat(60_000) + "\"}";
        try (var deaf = RawSocket.connect(SERVICE, token, 4096)) {
            deaf.text("SUBSCRIBE\nid:0\ndestination:/topic/neighbour\n\n\0");
            await().until(() -> SERVICE.metric("carillon_subscriptions") == 2);
            for (int i = 0; i < 200; i++) {
                SERVICE.publish(token, "/topics/neighbour/notifications", payload);
                assertThat(neighbour.socket().expect("MESSAGE").body()).hasSize(60_002);
            }
            // It is counted when the socket is gone, a close-timeout later.
            await().until(() -> SERVICE.metric("carillon_limits_exceeded_total{limit=\"outbox\"}") > 0);
        }
    }

    /** The flood goes out in one write, which may not end: the service is free to close before it has read it. */
    private void assertParted(int first, int then, int size, String limit) {
        var flood = new ByteArrayOutputStream();
        flood.writeBytes(RawSocket.frame(first, blank(size)));
        for (int i = 0; i < 5000 && flood.size() < 4_000_000; i++) {
            flood.writeBytes(RawSocket.frame(then, blank(size)));
        }
        try (var raw = RawSocket.connect(SERVICE, token, 0)) {
            raw.write(flood.toByteArray());
            int pongs = 0;
            var frame = raw.next();
            for (; frame.firstByte() == (RawSocket.FIN | RawSocket.PONG); frame = raw.next()) {
                assertThat(++pongs).isLessThan(4000);
            }
            assertThat(frame.closeCode()).isEqualTo(4529);
        } catch (UncheckedIOException cut) {
            assertThat(cut).hasMessageNotContaining("timed out"); // It was cut before the close could be read.
        }
        assertCounted(limit);
    }

    private static byte[] blank(int size) {
        return "\n".repeat(size).getBytes(StandardCharsets.US_ASCII);
    }

    private static void assertCounted(String limit) {
        await().untilAsserted(() -> assertThat(
                SERVICE.metric("carillon_limits_exceeded_total{limit=\"" + limit + "\"}")).isPositive());
    }
}
