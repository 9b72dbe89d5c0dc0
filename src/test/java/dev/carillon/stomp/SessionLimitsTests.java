package dev.carillon.stomp;

import static dev.carillon.stomp.StompSpecification.expectEnd;
import static org.assertj.core.api.Assertions.assertThat;

import dev.carillon.RawSocket;
import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What one session may hold of ours (CWE-770). */
class SessionLimitsTests {

    private static final RunningCarillon SMALL = RunningCarillon.start("carillon.stomp.max-subscriptions=3",
            "carillon.stomp.max-transaction-bytes=10KB", "carillon.connection.max-inbound-frames=1000000");

    private final String token = TestTokens.all("alice");

    @AfterAll
    static void stop() {
        SMALL.close();
    }

    @Test
    void boundsSubscriptions() {
        try (var socket = StompSocket.connect(SMALL, token)) {
            for (int i = 0; i < 20; i++) {
                socket.subscribe("" + i, "/topic/limits").send("UNSUBSCRIBE\nid:" + i + "\n\n");
            }
            for (int i = 0; i < 3; i++) {
                socket.subscribe("" + i, "/topic/limits");
            }
            expectEnd(socket.send("SUBSCRIBE\nid:3\ndestination:/topic/limits\n\n"), "limit-exceeded", 4529);
        }
    }

    @Test
    void boundsTheLengthOfAnId() {
        try (var socket = StompSocket.connect(SMALL, token)) {
            socket.subscribe("x".repeat(255), "/topic/limits");
            expectEnd(socket.send("SUBSCRIBE\nid:" + "x".repeat(256) + "\ndestination:/topic/limits\n\n"),
                    "frame-invalid", 1002);
        }
        assertThat(SMALL.metric("carillon_limits_exceeded_total{limit=\"subscription-id\"}")).isEqualTo(1);
    }

    @Test
    void boundsTheBytesOfTransactions() {
        try (var socket = StompSocket.connect(SMALL, token)) {
            socket.send("BEGIN\ntransaction:a\n\n").send("BEGIN\ntransaction:b\n\n");
            socket.send(sendIn("a", "", 4000)).send(sendIn("b", "x:" + "y".repeat(4000) + "\n", 0));
            socket.send("ABORT\ntransaction:a\n\n").send(sendIn("b", "", 4000));
            expectEnd(socket.send(sendIn("b", "", 4000)), "limit-exceeded", 4529);
        }
    }

    private static String sendIn(String transaction, String header, int body) {
        return "SEND\ndestination:/topic/limits\ntransaction:" + transaction + "\n" + header + "\n" + "z".repeat(body);
    }

    /** Empty messages behind the beginning of a frame hold nothing, and cost nothing that grows with their number. */
    @Test
    void takesEmptyMessagesInTheMiddleOfAFrame() {
        try (var socket = RawSocket.connect(SMALL, token, 0)) {
            socket.text("SEND\ncontent-length:5\nreceipt:r\ndestination:/topic/limits\n\n");
            for (int i = 0; i < 50_000; i++) {
                socket.send(RawSocket.FIN | RawSocket.BINARY, new byte[0]);
            }
            socket.text("hello\0");
            assertThat(socket.next().text()).startsWith("RECEIPT\nreceipt-id:r\n");
        }
    }
}
