package dev.carillon.stomp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;

import dev.carillon.StompSocket;
import dev.carillon.TestTokens;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** STOMP 1.2, "SEND", "SUBSCRIBE", "UNSUBSCRIBE" and "DISCONNECT", and the server's "MESSAGE", "RECEIPT" and "ERROR". */
class Stomp12ClientFramesTests extends StompSpecification {

    @Test
    @DisplayName("MESSAGE MUST have destination, message-id and subscription; SHOULD have content-length and content-type")
    void deliversWhatWasSent() {
        var topic = topic();
        try (var reader = connect(); var sender = connect()) {
            subscribe(reader, "s-1", topic, "auto");
            receipt(sender, "SEND\ndestination:" + topic + "\ncontent-type:text/plain;charset=utf-8\n");
            sender.send("SEND\ndestination:" + topic + "\ncontent-type:text/html\ntype:t\n\n\u00e4");

            var first = reader.expect("MESSAGE");
            var second = reader.expect("MESSAGE");
            assertThat(first.body()).isEmpty();
            assertThat(first.header("content-type")).isEqualTo("text/plain;charset=utf-8");
            assertThat(second.headers()).containsOnlyKeys("subscription", "message-id", "destination", "content-type",
                    "content-length", "type", "timestamp", "epoch", "offset");
            assertThat(second.header("subscription")).isEqualTo("s-1");
            assertThat(second.header("destination")).isEqualTo(topic);
            assertThat(second.header("content-type")).isEqualTo("text/html");
            assertThat(second.header("content-length")).isEqualTo("2");
            assertThat(second.body()).isEqualTo("\u00e4");
            expectNothing(sender);
        }
    }

    @Test
    @DisplayName("message-id is unique")
    void givesEachMessageAnIdOfItsOwn() {
        var topic = topic();
        var ids = new HashSet<String>();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            for (int i = 0; i < 100; i++) {
                ids.add(socket.send("SEND\ndestination:" + topic + "\n\nx").expect("MESSAGE").header("message-id"));
            }
        }
        assertThat(ids).hasSize(100);
    }

    @Test
    @DisplayName("user defined headers MUST be passed through in MESSAGE")
    void passesUserDefinedHeadersThrough() {
        var topic = topic();
        try (var socket = connect(); var old = StompSocket.openAs("v10.stomp", carillon)) {
            old.send("CONNECT\npasscode:" + TestTokens.all("old") + "\n\n").expect("CONNECTED");
            subscribe(socket, "0", topic, "auto");
            subscribe(old, "0", topic, "auto");
            socket.send("SEND\ndestination:" + topic + "\nx-mine:a\\cb\nx\\cy:line\\nline\nx-mine:again\n\nx");

            var message = socket.expect("MESSAGE");
            assertThat(message.hasLine("x-mine:a\\cb")).isTrue();
            assertThat(message.hasLine("x\\cy:line\\nline")).isTrue();
            assertThat(message.wire()).doesNotContain("again");
            assertThat(old.expect("MESSAGE").headers()).as("what 1.0 cannot say, it is not told")
                    .containsEntry("x-mine", "a:b")
                    .doesNotContainKey("x")
                    .doesNotContainKey("line");
        }
    }

    @Test
    @DisplayName("a publisher's headers are neither the server's own nor a secret")
    void passesNoHeaderOfOursThrough() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            var message = socket.send("SEND\ndestination:" + topic
                    + "\nmessage-id:forged\nsubscription:7\noffset:9\nepoch:x\nack:1\ntimestamp:now"
                    + "\nAuthorization:Bearer secret\npasscode:secret\nlogin:me\nkey:k\n\nx").expect("MESSAGE");
            assertThat(message.wire()).doesNotContain("forged", "secret", "login", "epoch:x", "offset:9", "now",
                    "key:");
            assertThat(message.header("subscription")).isEqualTo("0");
        }
    }

    /** Clients take a NUL for the end of a frame (CWE-93). */
    @Test
    @DisplayName("a user defined header has no NUL")
    void refusesANulInAHeader() {
        try (var socket = connect()) {
            expectInvalid(socket.send("SEND\ndestination:" + topic() + "\nx:a\0b\n\nx"));
        }
    }

    @ParameterizedTest
    @CsvSource({"'SEND\n\nx', frame-invalid, 1002", "'SEND\ndestination:/nowhere\n\nx', destination-invalid, 4400",
        "'SEND\ndestination:/user/queue/inbox\n\nx', destination-forbidden, 4403",
        "'SEND\ndestination:/topic/a\ntransaction:none\n\nx', frame-invalid, 1002",
        "'SUBSCRIBE\nid:0\n\n', frame-invalid, 1002",
        "'SUBSCRIBE\ndestination:/topic/a\n\n', frame-invalid, 1002",
        "'SUBSCRIBE\nid:0\ndestination:/topic/*\n\n', destination-invalid, 4400",
        "'SUBSCRIBE\nid:0\ndestination:/topic/a\nack:sometimes\n\n', frame-invalid, 1002",
        "'SUBSCRIBE\nid:0\ndestination:/topic/a\nack:\n\n', frame-invalid, 1002",
        "'UNSUBSCRIBE\n\n', frame-invalid, 1002", "'UNSUBSCRIBE\ndestination:/topic/a\n\n', frame-invalid, 1002",
        "'CONNECT\naccept-version:1.2\nhost:x\npasscode:x\n\n', frame-invalid, 1002",
        "'MESSAGE\nmessage-id:0\nsubscription:0\n\n', frame-invalid, 1002",
        "'RECEIPT\nreceipt-id:0\n\n', frame-invalid, 1002"})
    @DisplayName("if it cannot process a frame, the server MUST send ERROR and then close the connection")
    void refuses(String frame, String code, int closeCode) {
        try (var socket = connect()) {
            expectEnd(socket.send(frame), code, closeCode);
        }
    }

    @Test
    @DisplayName("different subscriptions MUST use different ids")
    void refusesAnIdThatIsTaken() {
        try (var socket = connect()) {
            subscribe(socket, "0", topic(), "auto");
            subscribe(socket, "1", topic(), "auto");
            socket.send("SUBSCRIBE\nid:1\ndestination:" + topic() + "\n\n");
            expectEnd(socket, "subscription-duplicate", 4400);
        }
    }

    @Test
    @DisplayName("the id is unique within one connection only")
    void takesTheIdOfAnotherConnection() {
        var topic = topic();
        try (var one = connect(); var other = connect()) {
            subscribe(one, "0", topic, "auto");
            subscribe(other, "0", topic, "auto");
            receipt(one, "UNSUBSCRIBE\nid:0\n");
            publish(topic, "a");
            expectText(other, "a");
            expectNothing(one);
        }
    }

    @Test
    @DisplayName("each subscription of a destination gets the message, by its own id")
    void deliversToEachSubscription() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            subscribe(socket, "1", topic, "client");
            publish(topic, "a");
            var ids = new HashSet<String>();
            ids.add(expectText(socket, "a").header("subscription"));
            ids.add(expectText(socket, "a").header("subscription"));
            assertThat(ids).containsExactly("0", "1");
        }
    }

    @Test
    @DisplayName("once the subscription is removed, the connection no longer receives messages from it")
    void unsubscribes() {
        var topic = topic();
        try (var socket = connect()) {
            subscribe(socket, "0", topic, "auto");
            subscribe(socket, "1", topic, "auto");
            receipt(socket, "UNSUBSCRIBE\nid:0\n");
            publish(topic, "a");
            assertThat(expectText(socket, "a").header("subscription")).isEqualTo("1");
            expectNothing(socket);
            subscribe(socket, "0", topic, "auto");
        }
    }

    /** The id MUST match a subscription, which binds clients; two ends that unsubscribe at once are no fault. */
    @Test
    @DisplayName("UNSUBSCRIBE of an id that is not known does nothing")
    void takesAnUnsubscribeOfNothing() {
        try (var socket = connect()) {
            receipt(socket, "UNSUBSCRIBE\nid:none\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SEND\ndestination:/topic/spec.nobody\n",
        "SUBSCRIBE\nid:9\ndestination:/topic/spec.nobody\n",
        "UNSUBSCRIBE\nid:9\n", "ACK\nid:9\n", "NACK\nid:9\n", "BEGIN\ntransaction:t\n", "DISCONNECT\n"})
    @DisplayName("any client frame other than CONNECT MAY ask for a RECEIPT; receipt-id MUST be the value of receipt")
    void answersAReceipt(String frame) {
        try (var socket = connect()) {
            assertThat(receipt(socket, frame).body()).isEmpty();
        }
    }

    @Test
    @DisplayName("COMMIT and ABORT have receipts as well")
    void answersTheReceiptOfCommitAndAbort() {
        try (var socket = connect()) {
            receipt(socket.send("BEGIN\ntransaction:t\n\n"), "COMMIT\ntransaction:t\n");
            receipt(socket.send("BEGIN\ntransaction:t\n\n"), "ABORT\ntransaction:t\n");
        }
    }

    @Test
    @DisplayName("a RECEIPT is cumulative: receipts come in the order of their frames")
    void answersReceiptsInOrder() {
        try (var socket = connect()) {
            for (int i = 0; i < 100; i++) {
                socket.send((i % 2 == 0 ? "SEND\ndestination:/topic/spec.nobody\n" : "UNSUBSCRIBE\nid:0\n") + "receipt:"
                        + i + "\n\n");
            }
            for (int i = 0; i < 100; i++) {
                assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("" + i);
            }
        }
    }

    @Test
    @DisplayName("the RECEIPT of SEND says that it was processed: whoever had subscribed gets the message")
    void processesBeforeTheReceipt() {
        var topic = topic();
        try (var reader = connect(); var sender = connect()) {
            subscribe(reader, "0", topic, "auto");
            var receipt = receipt(sender, "SEND\ndestination:" + topic + "\n");
            assertThat(reader.expect("MESSAGE").header("message-id")).isEqualTo(receipt.header("notification-id"));
        }
    }

    @Test
    @DisplayName("ERROR SHOULD set receipt-id where the frame had a receipt, and has none otherwise")
    void namesTheFrameThatFailed() {
        try (var socket = connect()) {
            socket.send("SEND\nreceipt:r-1\n\nx");
            assertThat(expectEnd(socket, "frame-invalid", 1002).header("receipt-id")).isEqualTo("r-1");
        }
        try (var socket = connect()) {
            assertThat(expectEnd(socket.send("SEND\n\nx"), "frame-invalid", 1002).headers())
                    .doesNotContainKey("receipt-id");
        }
    }

    @Test
    @DisplayName("nothing is carried out behind the frame that was answered with ERROR")
    void stopsAtTheError() {
        var topic = topic();
        try (var reader = connect(); var socket = connect()) {
            subscribe(reader, "0", topic, "auto");
            var send = "SEND\ndestination:" + topic + "\nreceipt:r\n\nx\0";
            socket.sendRaw(send + "SEND\nreceipt:e\n\nx\0" + send + send);
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("r");
            expectInvalid(socket);
            reader.expect("MESSAGE");
            expectNothing(reader);
        }
    }

    @Test
    @DisplayName("DISCONNECT: all previous frames are received, the RECEIPT comes, and then the close")
    void disconnects() {
        var topic = topic();
        try (var reader = connect(); var socket = connect()) {
            subscribe(reader, "0", topic, "auto");
            socket.send("SEND\ndestination:" + topic + "\n\nx");
            receipt(socket, "DISCONNECT\n");
            assertThat(socket.closeCode()).isEqualTo(1000);
            assertThat(socket.pending()).isZero();
            reader.expect("MESSAGE");
        }
    }

    @Test
    @DisplayName("a DISCONNECT without a receipt closes just so")
    void disconnectsWithoutAReceipt() {
        try (var socket = connect()) {
            assertThat(socket.send("DISCONNECT\n\n").closeCode()).isEqualTo(1000);
            assertThat(socket.pending()).isZero();
        }
    }

    @Test
    @DisplayName("clients MUST NOT send any more frames after DISCONNECT: none is carried out")
    void stopsAtTheDisconnect() {
        var topic = topic();
        try (var reader = connect(); var socket = connect()) {
            subscribe(reader, "0", topic, "auto");
            socket.sendRaw("DISCONNECT\nreceipt:d\n\n\0SEND\ndestination:" + topic + "\nreceipt:r\n\nx\0");
            assertThat(socket.expect("RECEIPT").header("receipt-id")).isEqualTo("d");
            assertThat(socket.closeCode()).isEqualTo(1000);
            assertThat(socket.pending()).isZero();
            expectNothing(reader);
        }
    }
}
