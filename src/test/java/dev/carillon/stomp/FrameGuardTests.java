package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import dev.carillon.RunningCarillon;
import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameGuardTests {

    private final RunningCarillon carillon = RunningCarillon.shared();
    private final String token = TestTokens.all("alice");

    /** CVE-2025-41254. */
    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE\nid:0\ndestination:/topic/demo\n\n", "SEND\ndestination:/topic/demo\n\nx",
        "UNSUBSCRIBE\nid:0\n\n", "ACK\nid:0\n\n", "BEGIN\ntransaction:t\n\n", "DISCONNECT\n\n"})
    void refusesFramesBeforeConnect(String frame) {
        try (var socket = StompSocket.open(carillon)) {
            assertEnds(socket.send(frame), "frame-invalid", 1002);
        }
    }

    @Test
    void refusesFramesAfterARefusedConnect() {
        try (var socket = StompSocket.open(carillon)) {
            socket.sendRaw("CONNECT\naccept-version:1.2\nhost:x\n\n\0SUBSCRIBE\nid:0\ndestination:/topic/demo\n\n\0");
            assertEnds(socket, "token-missing", 4401);
        }
    }

    @Test
    void refusesASecondConnect() {
        try (var socket = StompSocket.connect(carillon, token)) {
            var bob = TestTokens.all("bob");
            assertEnds(socket.send("CONNECT\naccept-version:1.2\nhost:x\nAuthorization:Bearer " + bob + "\n\n"),
                    "frame-invalid", 1002);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topic/**", "/topic/*", "/topic/demo;x=1", "/topic/%64emo", "/topic/demo.*",
        "/queue/inbox",
        "/queue/inbox-user0", "/queue/*", "/user/bob/queue/inbox", "/user/queue/**", "/app/x", "demo"})
    void refusesDestinationsOutsideTheGrammar(String destination) {
        try (var socket = StompSocket.connect(carillon, token)) {
            assertEnds(socket.send("SUBSCRIBE\nid:0\ndestination:" + destination + "\n\n"), "destination-invalid",
                    4400);
        }
        try (var socket = StompSocket.connect(carillon, token)) {
            assertEnds(socket.send("SEND\ndestination:" + destination + "\n\nx"), "destination-invalid", 4400);
        }
    }

    @Test
    void refusesDestinationsWithoutTheRight() {
        var reader = TestTokens.of("reader", List.of("orders.*"), List.of("chat.*"));
        try (var socket = StompSocket.connect(carillon, reader).subscribe("0", "/topic/orders.eu")) {
            assertEnds(socket.send("SUBSCRIBE\nid:1\ndestination:/topic/prices\n\n"), "destination-forbidden", 4403);
        }
        try (var socket = StompSocket.connect(carillon, reader)) {
            assertEnds(socket.send("SEND\ndestination:/topic/orders.eu\n\nx"), "destination-forbidden", 4403);
        }
        try (var socket = StompSocket.connect(carillon, reader)) {
            assertEnds(socket.send("SEND\ndestination:/user/queue/inbox\n\nx"), "destination-forbidden", 4403);
        }
    }

    /** The first of two is what the guard reads and what the broker reads. */
    @Test
    void readsTheFirstOfRepeatedHeaders() {
        var reader = TestTokens.of("reader", List.of("orders"), List.of());
        try (var socket = StompSocket.connect(carillon, reader)) {
            socket.send("SUBSCRIBE\nid:0\ndestination:/topic/orders\ndestination:/topic/prices\nreceipt:r\n\n")
                    .expect("RECEIPT");
            carillon.publish(token, "/topics/prices/notifications", "{\"payload\":\"prices\"}");
            carillon.publish(token, "/topics/orders/notifications", "{\"payload\":\"orders\"}");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"orders\"");
        }
    }

    @Test
    void publishesSend() {
        try (var reader = StompSocket.connect(carillon, token).subscribe("0", "/topic/guard.send");
                var sender = StompSocket.connect(carillon, token)) {
            sender.send(
                    "SEND\ndestination:/topic/guard.send\ncontent-type:text/plain\ntype:greeting\nreceipt:7\n\nhello");

            var receipt = sender.expect("RECEIPT");
            var message = reader.expect("MESSAGE");
            assertThat(receipt.header("receipt-id")).isEqualTo("7");
            assertThat(receipt.header("notification-id")).isEqualTo(message.header("message-id"));
            assertThat(message.body()).isEqualTo("hello");
            assertThat(message.header("content-type")).isEqualTo("text/plain");
            assertThat(message.header("type")).isEqualTo("greeting");
        }
    }

    @Test
    void refusesADuplicateSubscriptionId() {
        try (var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/a")) {
            assertEnds(socket.send("SUBSCRIBE\nid:0\ndestination:/topic/b\n\n"), "subscription-duplicate", 4400);
        }
    }

    @Test
    void takesAnIdAgainAfterUnsubscribe() {
        try (var socket = StompSocket.connect(carillon, token).subscribe("0", "/topic/guard.a")) {
            socket.send("UNSUBSCRIBE\nid:0\nreceipt:u\n\n").expect("RECEIPT");
            socket.subscribe("0", "/topic/guard.b");
            carillon.publish(token, "/topics/guard.a/notifications", "{\"payload\":\"a\"}");
            carillon.publish(token, "/topics/guard.b/notifications", "{\"payload\":\"b\"}");
            assertThat(socket.expect("MESSAGE").body()).isEqualTo("\"b\"");
        }
    }

    @Test
    void answersTheReceiptOfDisconnect() {
        try (var socket = StompSocket.connect(carillon, token)) {
            assertThat(socket.send("DISCONNECT\nreceipt:bye\n\n").expect("RECEIPT").header("receipt-id"))
                    .isEqualTo("bye");
        }
    }

    @ParameterizedTest
    @CsvSource({"SUBSCRIBE\\ndestination:/topic/a\\n\\n, id", "SUBSCRIBE\\nid:0\\n\\n, destination",
        "SUBSCRIBE\\nid:0\\ndestination:/topic/a\\nack:sometimes\\n\\n, ack", "SEND\\n\\nx, destination",
        "SEND\\ndestination:/topic/a\\ntransaction:t\\n\\nx, transaction", "BEGIN\\n\\n, transaction",
        "ACK\\n\\n, id", "MESSAGE\\nsubscription:0\\nmessage-id:1\\n\\n, -",
        "HELLO\\n\\n, -",
        "SUBSCRIBE\\nno colon\\n\\n, -"})
    void refusesFramesOutsideTheProtocol(String frame, String what) {
        try (var socket = StompSocket.connect(carillon, token)) {
            assertEnds(socket.send(frame.replace("\\n", "\n")), "frame-invalid", 1002);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HELLO\n\n", "CONNECT\nno colon\n\n", "SUBSCRIBE\nid:\\x\n\n"})
    void refusesWhatIsNoStomp(String frame) {
        try (var socket = StompSocket.open(carillon)) {
            assertEnds(socket.send(frame), "frame-invalid", 1002);
        }
    }

    @Test
    void namesTheReceiptOfTheFrameThatFailed() {
        try (var socket = StompSocket.connect(carillon, token)) {
            socket.send("SUBSCRIBE\nid:0\ndestination:/topic/**\nreceipt:r-1\n\n");
            assertThat(socket.expect("ERROR").header("receipt-id")).isEqualTo("r-1");
        }
    }

    @Test
    void refusesFramesOverTheLimitInOneMessageOrInMany() {
        var half = "x".repeat(45 * 1024);
        try (var socket = StompSocket.connect(carillon, token)) {
            socket.sendRaw("SEND\ndestination:/topic/demo\n\n" + half + half + "\0");
            assertThat(socket.closeCode()).isEqualTo(1009);
        }
        try (var socket = StompSocket.connect(carillon, token)) {
            socket.sendRaw("SEND\ndestination:/topic/demo\n\n" + half).sendRaw(half);
            assertEnds(socket, "frame-too-large", 1009);
        }
    }

    /** What an exception of ours or Spring's says stays inside (CWE-209). */
    @Test
    void saysNothingOfItsInside() {
        try (var socket = StompSocket.connect(carillon, token)) {
            var error = socket.send("SUBSCRIBE\nid:0\ndestination:/topic/**\n\n").expect("ERROR");
            assertThat(error.headers()).containsOnlyKeys("message", "code", "content-length");
            assertThat(error.body()).isEmpty();
            assertThat(error.header("message")).doesNotContain("Exception", "carillon.", "springframework", "**");
        }
    }

    @Test
    void ignoresSelectors() {
        try (var socket = StompSocket.connect(carillon, token)) {
            socket.send("SUBSCRIBE\nid:0\ndestination:/topic/guard.selector\nselector:T(java.lang.System).exit(1)\n"
                    + "receipt:r\n\n").expect("RECEIPT");
            carillon.publish(token, "/topics/guard.selector/notifications", "{\"payload\":1}");
            socket.expect("MESSAGE");
        }
    }

    private static void assertEnds(StompSocket socket, String code, int closeCode) {
        assertThat(socket.expect("ERROR").header("code")).isEqualTo(code);
        assertThat(socket.closeCode()).isEqualTo(closeCode);
    }
}
